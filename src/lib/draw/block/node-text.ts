import type { JoinOp, LayerOp, Shape } from '../../arch/net.ts';
import { kindOf, labelOf } from '../../arch/ops.ts';
import type { NodeText } from './layout.ts';

/** What a join looks like. */
const SIGNS: Readonly<Record<JoinOp['kind'], string>> = {
	add: '+',
	subtract: '−',
	mul: '×',
	concat: '∥',
	crossAttention: '⋈'
};

const isJoin = (op: LayerOp): op is JoinOp => op.kind in SIGNS;

/** What stands in the node of an operation or a join. */
export function nodeText(id: string, op: LayerOp, x: Shape): NodeText {
	const name = labelOf(op, x);
	return { id, kind: kindOf(op, x), label: isJoin(op) ? SIGNS[op.kind] : name, name };
}

import type { LayerOp, JoinOp } from '../../../arch/net.ts';
import { CLOSE, NEXT, OPEN } from '../line.ts';
import { type MemoryFormat } from './row.ts';

/** How values are joined. A shortcut comes before what is added to it. */
const joins: {
	readonly [K in JoinOp['kind']]: (
		values: readonly string[],
		layout: MemoryFormat,
		op: LayerOp<K>
	) => string;
} = {
	add: (values) => values.toReversed().join(' + '),
	subtract: (values) => values.join(' - '),
	mul: (values) => values.join(' * '),
	crossAttention: (values, _layout, { heads }) => `attend_to(${values.join(', ')}, ${heads})`,
	concat(values, layout) {
		const list = values.join(`,${NEXT}`);
		return `torch.cat([${OPEN}${list}${CLOSE}], dim=${layout === 'channels first' ? 1 : -1})`;
	}
};

/** The expression that joins the values of branches, which all have this layout. */
export function joinedBy<K extends JoinOp['kind']>(
	op: LayerOp<K>,
	values: readonly string[],
	layout: MemoryFormat
): string {
	return joins[op.kind as K](values, layout, op);
}

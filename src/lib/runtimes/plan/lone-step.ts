import { INPUT } from '../../arch/flow.ts';
import { inferOp, ROOT, type Layer } from '../../arch/infer.ts';
import type { LayerOp, Shape } from '../../arch/net.ts';
import { traitsOf } from '../../arch/ops.ts';
import type { Step } from './plan.ts';

const isJoin = ({ kind }: LayerOp): boolean => traitsOf(kind).join === true;

/**
 * A kernel call that stands alone, of a layer and those of its epilogue.
 *
 * @param others shapes of what a join takes beside its first value
 */
export function loneStep(
	op: LayerOp,
	x: Shape,
	epilogue: readonly LayerOp[],
	rolls = false,
	others: readonly Shape[] = isJoin(op) ? [x] : []
): Step {
	const layerOf = (op: LayerOp, x: Shape, joined: readonly Shape[]): Layer => ({
		...ROOT,
		...inferOp(op, x, joined),
		path: op.kind
	});
	const layer = layerOf(op, x, others);
	const then = epilogue.map((next) => layerOf(next, layer.out, isJoin(next) ? [layer.out] : []));
	const joined = [layer, ...then].flatMap(({ others }) => others);
	return {
		...{ layer, then, rolls },
		inputs: [INPUT, ...joined.map(() => INPUT)],
		output: 0,
		frees: [],
		slices: []
	};
}

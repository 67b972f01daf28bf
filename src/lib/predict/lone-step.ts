import { INPUT } from '../arch/flow.ts';
import { inferOp, ROOT, type Layer } from '../arch/infer.ts';
import type { LayerOp, OpKind, Shape } from '../arch/net.ts';
import { traitsOf } from '../arch/ops.ts';
import type { Step } from '../runtimes/plan/plan.ts';

/** A kernel call that stands alone, of a layer and those of its epilogue. */
export function loneStep(op: LayerOp, x: Shape, epilogue: readonly OpKind[], rolls = false): Step {
	const layerOf = (op: LayerOp, x: Shape): Layer => ({
		...ROOT,
		...inferOp(op, x, traitsOf(op.kind).join ? [x] : []),
		path: op.kind
	});
	const layer = layerOf(op, x);
	const then = epilogue.map((kind) => layerOf({ kind } as LayerOp, layer.out));
	const joined = [layer, ...then].flatMap(({ others }) => others);
	return { layer, then, inputs: [INPUT, ...joined.map(() => INPUT)], output: 0, frees: [], rolls };
}

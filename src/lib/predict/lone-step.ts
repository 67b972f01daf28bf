import { inferOp, type Layer, type Inferred } from '../arch/infer.ts';
import type { LayerOp, OpKind, Shape } from '../arch/net.ts';
import type { Step } from '../runtimes/plan/plan.ts';

/** A kernel call that stands alone, of a layer and those that finish it. */
export function loneStep(op: LayerOp, x: Shape, epilogue: readonly OpKind[], rolls = false): Step {
	const place = { path: op.kind, section: '', block: null };
	const at = (measured: Inferred, path: string): Layer => ({ ...measured, ...place, path });
	const layer = at(inferOp(op, x), op.kind);
	const then = epilogue.map((kind) => at(inferOp({ kind } as LayerOp, layer.out), kind));
	const inputs = epilogue.includes('add') ? [-1, -1] : [-1];
	return { layer, then, inputs, output: 0, frees: [], rolls };
}

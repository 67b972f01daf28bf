import { measure, type Layer, type Measured } from '../../arch/layers.ts';
import type { LayerOp, OpKind, Shape } from '../../arch/net.ts';
import type { Step } from '../plan.ts';

/** A kernel call that stands alone, of a layer and those that finish it. */
export function loneStep(op: LayerOp, x: Shape, finish: readonly OpKind[], rolls = false): Step {
	const place = { path: op.kind, section: '', block: null };
	const at = (measured: Measured, path: string): Layer => ({ ...measured, ...place, path });
	const layer = at(measure(op, x), op.kind);
	const then = finish.map((kind) => at(measure({ kind } as LayerOp, layer.out), kind));
	const inputs = finish.includes('add') ? [-1, -1] : [-1];
	return { layer, then, inputs, output: 0, frees: [], rolls };
}

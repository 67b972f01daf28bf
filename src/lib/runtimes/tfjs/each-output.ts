import type { Tensor } from '@tensorflow/tfjs-core';
import { guardDeviceLoss } from '../device-loss.ts';
import { layersIn, type Step } from '../plan/plan.ts';
import type { LayerOutput } from '../runtime.ts';
import { nth } from './kernels/kernel.ts';
import type { Model } from './model.ts';

type Given = Readonly<{
	steps: readonly Step[];
	model: Model;
	/** Paths of layers that may be asked for. */
	shown: ReadonlySet<string>;
	lost: Promise<never>;
}>;

/** Hands over what layers give, one by one as a pass goes on: none is kept for it. */
export async function eachOutput(
	{ steps, model, shown, lost }: Given,
	x: Tensor,
	take: (output: LayerOutput) => void,
	between: () => Promise<void>
): Promise<void> {
	const y = await model.forwardByStep(x, async (step, compute) => {
		await between();
		const output = compute();
		const path = layersIn(nth(steps, step)).at(-1)?.path ?? '';
		if (!shown.has(path)) return output;
		try {
			const values = await guardDeviceLoss(lost, output.data<'float32'>());
			take({ path, shape: output.shape, values });
			return output;
		} catch (error) {
			output.dispose();
			throw error;
		}
	});
	y.dispose();
}

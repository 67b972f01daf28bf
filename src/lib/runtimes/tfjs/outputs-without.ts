import type { Tensor } from '@tensorflow/tfjs-core';
import type { Lesion } from '../../arch/lesions.ts';
import { guardDeviceLoss } from '../device-loss.ts';
import { layersIn, type Step } from '../plan/plan.ts';
import type { WholeAndWithout } from '../runtime.ts';
import { nth } from './kernels/kernel.ts';
import { computeWithout, lesionsIn, neededFor } from './lesions.ts';
import type { Alive, Model } from './model.ts';

type Network = Readonly<{ steps: readonly Step[]; model: Model }>;

type Context = Readonly<{
	lost: Promise<never>;
	between: () => Promise<void>;
	onDone: (done: number) => void;
}>;

/**
 * A layer's values as a whole and without each of some parts. While the whole network is computed, the pass
 * without a part branches off where the part begins, and ends before the whole goes on.
 */
export async function outputsWithout(
	{ steps, model }: Network,
	x: Tensor,
	path: string,
	each: readonly (readonly Lesion[])[],
	{ lost, between, onDone }: Context
): Promise<WholeAndWithout> {
	const last = steps.findIndex((step) => layersIn(step).at(-1)?.path === path);
	if (last < 0) throw new Error(`there is no layer ${path}`);
	const parts = each.map((one, index) => {
		const lesions = lesionsIn(steps, one);
		return { index, lesions, first: Math.min(...lesions.keys()) };
	});
	const found = new Map<number, Float32Array>();
	async function read(y: Tensor): Promise<Float32Array> {
		try {
			return await guardDeviceLoss(lost, y.data<'float32'>());
		} finally {
			y.dispose();
		}
	}
	async function branchOff({ index, lesions, first }: (typeof parts)[number], alive: Alive) {
		const pass = {
			...{ steps, lesions, needed: neededFor([last], steps, lesions) },
			batch: nth(x.shape, 0)
		};
		const y = await model.forwardByStep(
			x,
			async (step, compute) => {
				await between();
				return computeWithout(step, compute, pass);
			},
			{ first, alive, last }
		);
		found.set(index, await read(y));
		onDone(found.size);
	}
	const y = await model.forwardByStep(
		x,
		async (step, compute, fork) => {
			for (const part of parts) if (part.first === step) await branchOff(part, fork());
			await between();
			return compute();
		},
		{ last }
	);
	const whole = await read(y);
	// What lies behind the layer, or is nothing, changes nothing.
	return { whole, each: parts.map(({ index }) => found.get(index) ?? whole) };
}

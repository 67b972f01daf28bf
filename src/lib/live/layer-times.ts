import { reshape, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { BackendName } from './backends.ts';
import type { LayerTime } from './card.ts';
import type { Model } from './model.ts';
import type { Step } from './plan.ts';
import { quantile } from './stats.ts';

/** Waits until a tensor has been computed: reads one element back where kernels run on their own. */
async function fence(y: Tensor, backend: BackendName): Promise<void> {
	if (backend === 'cpu' || backend === 'wasm') return;
	const element = tidy(() => slice(reshape(y, [-1]), [0], [1]));
	await element.data();
	element.dispose();
}

export type LayerTiming = Readonly<{
	steps: readonly Step[];
	model: Model;
	x: Tensor;
	backend: BackendName;
	/** None gives no times. */
	passes: number;
	/** Before each layer, outside the timed part, with the number of layers timed so far. */
	between: (done: number) => Promise<void>;
}>;

/** Median over the passes of what each layer takes, a wait for its output and the dispatch included. */
export async function timeLayers(timing: LayerTiming): Promise<readonly LayerTime[]> {
	const { steps, model, x, backend, passes, between } = timing;
	if (passes === 0) return [];
	const samples: number[][] = steps.map(() => []);
	for (let pass = 0; pass < passes; pass++) {
		const y = await model.forwardByStep(x, async (step, compute) => {
			await between(pass * steps.length + step);
			const start = performance.now();
			const output = compute();
			await fence(output, backend);
			samples[step]?.push(performance.now() - start);
			return output;
		});
		y.dispose();
	}
	return steps.flatMap(({ layer, then }, step) => {
		const sorted = [...(samples[step] ?? [])].sort((a, b) => a - b);
		return [
			{ path: layer.path, ms: quantile(sorted, 0.5) },
			...then.map(({ path }) => ({ path, ms: 0, within: layer.path }))
		];
	});
}

import type { Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../arch/ops.ts';
import { BYTES_PER_FLOAT } from '../count/memory.ts';
import { whileAlive } from './alive.ts';
import type { BackendName } from './backends.ts';
import type { GpuClock, LayerTime } from './card.ts';
import { timed } from './clock.ts';
import { fence } from './fence.ts';
import { meanPass } from './gpu-mean.ts';
import type { Model } from './model.ts';
import type { GpuPass } from './open/gpu-timer.ts';
import type { Opened } from './open/opened.ts';
import { shapeOf, type Step } from './plan.ts';
import { quantile } from './stats.ts';

export type LayerTiming = Readonly<{
	steps: readonly Step[];
	model: Model;
	x: Tensor;
	backend: BackendName;
	opened: Opened;
	/** None gives no times. */
	passes: number;
	/** Before each pass or layer, outside the timed part, with the share of all that is done. */
	between: (share: number) => Promise<void>;
}>;

export type TimedLayers = Readonly<{
	layers: readonly LayerTime[];
	/** `null` where the layers were waited for one by one. */
	gpu: GpuClock | null;
}>;

/** With one submission nothing is freed before the end of a pass: only so much may pile up, bytes. */
const MOST_KEPT = 2 ** 29;

/** What all outputs of a pass take together, bytes. */
const allOutputs = (steps: readonly Step[], batch: number): number =>
	steps.reduce((sum, step) => sum + batch * BYTES_PER_FLOAT * elements(shapeOf(step)), 0);

/** Layers with their times; those that share a call have it under its first. */
const layersOf = (
	steps: readonly Step[],
	timeOf: (step: number) => Omit<LayerTime, 'path' | 'within'>
): readonly LayerTime[] =>
	steps.flatMap(({ layer, then }, step) => [
		{ path: layer.path, ...timeOf(step) },
		...then.map(({ path }) => ({ path, ms: 0, within: layer.path }))
	]);

/** By the GPU's timestamps; `null` where it has none, or none that tell anything. */
async function timeOnGpu(timing: LayerTiming): Promise<TimedLayers | null> {
	const { steps, model, x, opened, passes, between } = timing;
	const { gpuTimer } = opened;
	if (!gpuTimer) return null;
	const oneSubmit = allOutputs(steps, x.shape[0] ?? 1) <= MOST_KEPT;
	const seen: { pass: GpuPass; wallMs: number }[] = [];
	for (let done = 0; done < passes; done++) {
		await between(done / passes);
		const { ms, result } = await timed(() =>
			whileAlive(
				opened,
				gpuTimer.time((begin) => model.forward(x, begin).dispose(), oneSubmit)
			)
		);
		if (result.spanMs === 0) return null;
		seen.push({ pass: result, wallMs: ms });
	}
	const { clock, dispatchesOf } = meanPass(seen);
	return {
		gpu: clock,
		layers: layersOf(steps, (step) => {
			const kernels = dispatchesOf(step);
			return { ms: kernels.reduce((sum, { ms }) => sum + ms, 0), kernels };
		})
	};
}

/** With a wait for the output of every layer. */
async function timeByWaiting(timing: LayerTiming): Promise<TimedLayers> {
	const { steps, model, x, backend, passes, between } = timing;
	const samples: number[][] = steps.map(() => []);
	for (let pass = 0; pass < passes; pass++) {
		const y = await model.forwardByStep(x, async (step, compute) => {
			await between((pass * steps.length + step) / (passes * steps.length));
			const start = performance.now();
			const output = compute();
			await fence(output, backend);
			samples[step]?.push(performance.now() - start);
			return output;
		});
		y.dispose();
	}
	const median = (step: number): number =>
		quantile(
			[...(samples[step] ?? [])].sort((a, b) => a - b),
			0.5
		);
	return { gpu: null, layers: layersOf(steps, (step) => ({ ms: median(step) })) };
}

/**
 * What each layer takes: on the GPU's clock where there is one, the mean over the passes; else the
 * median, a wait for its output and the dispatch included.
 */
export async function timeLayers(timing: LayerTiming): Promise<TimedLayers> {
	if (timing.passes === 0) return { layers: [], gpu: null };
	return (await timeOnGpu(timing)) ?? timeByWaiting(timing);
}

import type { Tensor } from '@tensorflow/tfjs-core';
import { elements } from '../../arch/ops.ts';
import { BYTES_PER_FLOAT } from '../../count/memory.ts';
import { guardDeviceLoss } from '../device-loss.ts';
import type { BackendName } from '../backends.ts';
import type { LayerTime } from '../layer-time.ts';
import type { StepTiming, TimedSteps } from '../runtime.ts';
import { timed } from '../clock.ts';
import { fence } from './fence.ts';
import { meanPass } from '../webgpu/mean-pass.ts';
import type { Model } from './model.ts';
import type { OpenBackend } from './opened.ts';
import { layersIn, shapeOf, type Step } from '../plan/plan.ts';
import { quantile } from '../../stats/quantiles.ts';

/** A network with an input, and how its steps are to be timed. */
type Subject = StepTiming &
	Readonly<{
		steps: readonly Step[];
		model: Model;
		x: Tensor;
		backend: BackendName;
		opened: OpenBackend;
	}>;

const uninterrupted = (): Promise<void> => Promise.resolve();

/** With one submission nothing is freed before the end of a pass: only so much may pile up, bytes. */
const MOST_KEPT = 2 ** 28;

/** What all outputs of a pass take together, bytes. */
const allOutputs = (steps: readonly Step[], batch: number): number =>
	steps.reduce((sum, step) => sum + batch * BYTES_PER_FLOAT * elements(shapeOf(step)), 0);

/** Layers with their times; those that share a call have it under its first. */
const layersOf = (
	steps: readonly Step[],
	timeOf: (step: number) => Omit<LayerTime, 'path' | 'within'>
): readonly LayerTime[] =>
	steps.flatMap((step, at) =>
		layersIn(step).map(({ path }) =>
			path === step.layer.path ? { path, ...timeOf(at) } : { path, ms: 0, within: step.layer.path }
		)
	);

/** So many passes in which nothing came in the way. */
async function passesOf<T>(
	{ passes, between = uninterrupted, disturbances = () => 0 }: Subject,
	pass: (done: number) => Promise<T>
): Promise<readonly T[]> {
	const results: T[] = [];
	await between(0);
	while (results.length < passes) {
		const before = disturbances();
		const result = await pass(results.length);
		await between((results.length + 1) / passes);
		if (disturbances() === before) results.push(result);
	}
	return results;
}

/** By the GPU's timestamps; `null` where it has none, or none that tell anything. */
async function timeOnGpu(timing: Subject): Promise<TimedSteps | null> {
	const { steps, model, x, opened } = timing;
	const { gpuTimer } = opened;
	if (!gpuTimer) return null;
	const oneSubmit = allOutputs(steps, x.shape[0] ?? 1) <= MOST_KEPT;
	const seen = await passesOf(timing, async () => {
		const forward = (begin: (step: number) => void) => model.forward(x, begin).dispose();
		const { ms, result } = await timed(() =>
			guardDeviceLoss(opened.lost, gpuTimer.time(forward, oneSubmit))
		);
		return { pass: result, wallMs: ms };
	});
	if (seen.some(({ pass }) => pass.spanMs === 0)) return null;
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
async function timeByWaiting(timing: Subject): Promise<TimedSteps> {
	const { steps, model, x, backend, passes, between = uninterrupted } = timing;
	const seen = await passesOf(timing, async (done) => {
		const samples: number[] = [];
		const y = await model.forwardByStep(x, async (step, compute) => {
			await between((done + step / steps.length) / passes);
			const start = performance.now();
			const output = compute();
			await fence(output, backend);
			samples.push(performance.now() - start);
			return output;
		});
		y.dispose();
		return samples;
	});
	const median = (step: number): number =>
		quantile(
			seen.map((samples) => samples[step] ?? 0).sort((a, b) => a - b),
			0.5
		);
	return { gpu: null, layers: layersOf(steps, (step) => ({ ms: median(step) })) };
}

/**
 * What each layer takes: on the GPU's clock where there is one, the mean over the passes; else the
 * median, a wait for its output and the dispatch included.
 */
export const timeSteps = async (timing: Subject): Promise<TimedSteps> =>
	(await timeOnGpu(timing)) ?? timeByWaiting(timing);

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Lesion } from '../../arch/lesions.ts';
import { answersKept, forgetAnswers } from '../autotune/autotune.ts';
import type { BackendName } from '../backends.ts';
import { LiveError } from '../../errors/failure.ts';
import { guardDeviceLoss } from '../device-loss.ts';
import { usesOwn } from '../kernel-sets.ts';
import { precisionProblem } from '../precision.ts';
import { planFor } from '../plan/plan-for.ts';
import { layersIn, type Step } from '../plan/plan.ts';
import type { CompiledNet, CompileRequest, LayerOutput, Pass } from '../runtime.ts';
import { eachOutput } from './each-output.ts';
import { gradientKernels, type GradientKernels } from './gradients/kernels.ts';
import { gradientsOf } from './gradients/pass.ts';
import { imageBatch } from './images.ts';
import { nth } from './kernels/kernel.ts';
import { computeWithout, lesionsIn, neededFor } from './lesions.ts';
import { buildModel, weightsFrom, type Model } from './model.ts';
import { kernelName, type KeptKernels } from './kept-kernels.ts';
import type { OpenBackend } from './opened.ts';
import { outputsWithout } from './outputs-without.ts';
import { timeSteps } from './step-times.ts';

type Built = Readonly<{
	steps: readonly Step[];
	model: Model;
	backend: BackendName;
	opened: OpenBackend;
	/** Paths of layers that may be asked for. */
	shown: ReadonlySet<string>;
	gradients: GradientKernels;
}>;

/** How long kernel variants on WebAssembly may be timed while a network is built, ms. */
const MEASURING_MS = 100;

const lastPath = (step: Step | undefined): string => (step && layersIn(step).at(-1)?.path) ?? '';

/** Values of layers in one pass, which goes no further than they lie; each stays until it has ended. */
async function outputsOf(
	{ steps, model, opened, shown }: Built,
	x: Tensor,
	paths: readonly string[],
	between: () => Promise<void>,
	without: readonly Lesion[]
): Promise<readonly LayerOutput[]> {
	const unknown = paths.find((path) => !shown.has(path));
	if (unknown !== undefined) throw new Error(`${unknown} was not named when compiling`);
	const asked = [...steps.keys()].filter((step) => paths.includes(lastPath(steps[step])));
	const lesions = lesionsIn(steps, without);
	const needed = neededFor(asked, steps, lesions);
	const pass = { steps, lesions, needed, batch: nth(x.shape, 0) };
	const found = new Map<string, Tensor>();
	const outputs: LayerOutput[] = [];
	try {
		const y = await model.forwardByStep(
			x,
			async (step, compute) => {
				await between();
				const output = computeWithout(step, compute, pass);
				const path = lastPath(nth(steps, step));
				if (paths.includes(path)) found.set(path, output.clone());
				return output;
			},
			{ last: asked.at(-1) ?? steps.length - 1 }
		);
		y.dispose();
		for (const path of paths) {
			const tensor = found.get(path);
			if (!tensor) throw new Error(`there is no layer ${path}`);
			const values = await guardDeviceLoss(opened.lost, tensor.data<'float32'>());
			outputs.push({ path, shape: tensor.shape, values });
		}
	} finally {
		for (const tensor of found.values()) tensor.dispose();
	}
	return outputs;
}

/** How much may wait to be computed on a device that takes a pass piece by piece, MACs. */
const MOST_QUEUED = 2e8;

const macsOf = (step: Step): number => layersIn(step).reduce((sum, { macs }) => sum + macs, 0);

/** A pass of which no more is on its way than can be waited for. */
function forwardInPieces(
	{ steps, model }: Built,
	x: Tensor,
	settle: () => Promise<void>
): Promise<Tensor> {
	let queued = 0;
	return model.forwardByStep(x, async (step, compute) => {
		const y = compute();
		queued += (x.shape[0] ?? 1) * macsOf(nth(steps, step));
		if (queued < MOST_QUEUED) return y;
		queued = 0;
		await settle();
		return y;
	});
}

function passOf(built: Built, x: Tensor): Pass {
	const { model, opened } = built;
	/** After what was asked for while weights were made. */
	const ready = (onProgress?: (done: number, total: number) => void): Promise<void> =>
		guardDeviceLoss(opened.lost, opened.compiled(onProgress));
	async function run(between = () => Promise.resolve()): Promise<Float32Array> {
		const { settle } = opened;
		await ready();
		const y = settle
			? await forwardInPieces(built, x, async () => {
					await guardDeviceLoss(opened.lost, settle());
					await between();
				})
			: model.forward(x);
		const output = await guardDeviceLoss(opened.lost, y.data<'float32'>());
		y.dispose();
		return output;
	}
	return {
		compile(onProgress) {
			opened.ask?.(() => model.forward(x).dispose());
			return ready(onProgress);
		},
		run,
		async trace(between) {
			const endList = opened.list();
			let kernelCalls: readonly string[] = [];
			const output = await run(between).finally(() => {
				kernelCalls = endList();
			});
			return { output, kernelCalls };
		},
		async outputsOf(paths, between = () => Promise.resolve(), without = []) {
			await ready();
			return outputsOf(built, x, paths, between, without);
		},
		async eachOutput(take, between = () => Promise.resolve()) {
			await ready();
			return eachOutput({ ...built, lost: opened.lost }, x, take, between);
		},
		async outputsWithout(path, each, between = () => Promise.resolve(), onDone = () => {}) {
			await ready();
			return outputsWithout(built, x, path, each, { lost: opened.lost, between, onDone });
		},
		async gradientsOf(request, between = () => Promise.resolve()) {
			await ready();
			const parts = { ...built, kernels: built.gradients, lost: opened.lost };
			return gradientsOf(parts, x, request, between);
		},
		async timeSteps(timing) {
			await ready();
			return guardDeviceLoss(opened.lost, timeSteps({ ...built, x, ...timing }));
		},
		free: () => void x.dispose()
	};
}

/** Builds a network on a backend that is open. */
export async function compileNet(
	request: CompileRequest,
	backend: BackendName,
	opened: OpenBackend,
	kept: KeptKernels
): Promise<CompiledNet> {
	const { net, input, batch, kernels, weights, outputs = [], between, precision = 'f32' } = request;
	const { keepAs } = request;
	const halves = opened.device?.features.has('shader-f16') ?? false;
	const problem = precisionProblem(precision, { name: backend, halves }, kernels);
	if (problem !== null) throw new LiveError('unsupported', `${problem}.`, 'Run it in f32.');
	if (precision !== 'f32' && outputs.length > 0)
		throw new Error('outputs of layers are in float32 alone');
	if (request.autotuneAnew) {
		kept.take([]);
		await forgetAnswers();
	}
	const steps = planFor(net, input, backend, kernels, new Set(outputs));
	const setting = { backend, kernels, batch, precision };
	const measures = backend === 'wasm' && usesOwn(backend, kernels);
	const choosing = measures
		? { choose: (await import('../wasm/autotune.ts')).chooseWithin(MEASURING_MS) }
		: {};
	const weightsOf = weightsFrom(weights);
	const names =
		keepAs === undefined || opened.trim === null
			? []
			: steps.map((step) => kernelName(step, setting, keepAs));
	const taken = kept.take(names);
	opened.trim?.();
	const model = await buildModel(
		steps,
		{ ...setting, ...choosing },
		async (done) => between?.(done, steps.length),
		{ weightsOf, kept: taken, ask: opened.ask }
	);
	await answersKept();
	const gradients = gradientKernels(setting, weightsOf);
	const shown = new Set([...outputs, lastPath(steps.at(-1))]);
	const built: Built = { steps, model, backend, opened, shown, gradients };
	return {
		params: model.params,
		taken: { kernels: taken.filter((kernel) => kernel !== undefined).length, of: steps.length },
		feed: (images) => passOf(built, imageBatch(input, batch, images)),
		free() {
			gradients.free();
			if (names.length === 0) model.dispose();
			else for (const [at, name] of names.entries()) kept.put(name, nth(model.kernels, at));
			opened.trim?.();
		}
	};
}

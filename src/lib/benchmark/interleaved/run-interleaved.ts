import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { sumLayers } from '../../count/totals.ts';
import { expectNoError, guardDeviceLoss } from '../../runtimes/tfjs/device-loss.ts';
import {
	backendLabel,
	chooseBackend,
	probeBackends,
	type Backend
} from '../../runtimes/backends.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import { clockStep } from '../../runtimes/clock.ts';
import { needOf, refuseTogether, refuseTooLarge } from '../../runtimes/plan/memory-need.ts';
import { expectParams, imageBatch } from '../../runtimes/tfjs/image-batch.ts';
import type { InterleavedProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { buildModel, type Model } from '../../runtimes/tfjs/model.ts';
import { openBackend } from '../../runtimes/tfjs/open.ts';
import type { OpenBackend } from '../../runtimes/tfjs/opened.ts';
import { checkOutput } from '../output.ts';
import { planFor } from '../../runtimes/plan/plan-for.ts';
import { layersIn, type Step } from '../../runtimes/plan/plan.ts';
import {
	timeRounds,
	type Contender,
	type Interleaved,
	type InterleavedRequest
} from './interleaved.ts';
import { deterministicImage } from '../../checkpoint/deterministic.ts';

/** All run with our own kernels where there are any: turns compare designs, not kernels. */
const KERNELS: Kernels = 'ours';

type Planned = Readonly<{ contender: Contender; steps: readonly Step[] }>;

/** @throws LiveError when one of them is too large for the backend, or all of them together */
function planAll({ contenders }: InterleavedRequest, backend: Backend): readonly Planned[] {
	const planned = contenders.map((contender) => {
		const steps = planFor(contender.net, contender.input, backend.name, KERNELS);
		const need = needOf(steps, backend.name, KERNELS);
		return { contender, steps, need, batch: contender.batch };
	});
	for (const { need, batch } of planned) refuseTooLarge(need, backend, batch);
	refuseTogether(planned, backend);
	return planned;
}

/** A network on the device. */
type Built = Readonly<{
	/** Compiles what a pass needs. */
	compile: () => Promise<void>;
	pass: () => Promise<void>;
	/** Outside the timed part. @throws LiveError when the last pass gave no numbers */
	check: () => void;
}>;

function builtOf(model: Model, x: Tensor, opened: OpenBackend): Built {
	let output: ArrayLike<number> = [];
	return {
		compile: () =>
			guardDeviceLoss(
				opened,
				opened.compile(
					() => model.forward(x).dispose(),
					() => {}
				)
			),
		async pass() {
			const y = model.forward(x);
			output = await guardDeviceLoss(opened, y.data());
			y.dispose();
		},
		check: () => checkOutput(output)
	};
}

async function timeOpened(
	request: InterleavedRequest,
	planned: readonly Planned[],
	backend: Backend,
	opened: OpenBackend,
	{ onProgress, yieldOrStop, hides }: RunContext<InterleavedProgress>
) {
	const total = planned.reduce((sum, { steps }) => sum + steps.length, 0);
	let built = 0;
	const networks: Built[] = [];
	const endWatch = opened.watch();
	for (const { contender, steps } of planned) {
		const model = await buildModel(
			steps,
			{ backend: backend.name, kernels: KERNELS, batch: contender.batch },
			async (done) => {
				onProgress({ phase: 'weights', done: built + done, total, fromFile: false });
				await yieldOrStop();
			}
		);
		built += steps.length;
		expectParams(model, sumLayers(steps.flatMap(layersIn)).params);
		const x = imageBatch(contender, deterministicImage(contender.input[0] ?? 0));
		networks.push(builtOf(model, x, opened));
	}
	const passes = networks.map(({ pass }) => pass);
	// The first pass compiles and uploads, the second meets warm caches: neither is counted.
	for (const work of [...networks.map(({ compile }) => compile), ...passes, ...passes]) {
		onProgress({ phase: 'first pass' });
		await yieldOrStop();
		await work();
	}
	const timed = await timeRounds({
		passes,
		requested: request.rounds,
		budgetMs: request.budgetMs,
		clock: () => performance.now(),
		async between(done) {
			onProgress({ phase: 'runs', done, total: request.rounds });
			await yieldOrStop();
		},
		...(hides ? { disturbances: hides } : {})
	});
	await expectNoError(opened, endWatch);
	for (const { check } of networks) check();
	return timed;
}

/**
 * Builds all networks, holds them on the device together, and times them in turns.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runInterleaved(
	request: InterleavedRequest,
	around: RunContext<InterleavedProgress>
): Promise<Interleaved> {
	const { backend, fallback } = chooseBackend(await probeBackends(), request.backend);
	around.onProgress({ phase: 'backend', label: backendLabel(backend), fallback });
	const planned = planAll(request, backend);
	await around.yieldOrStop();
	const opened = await openBackend(backend.name);
	// Whatever way the turns end, what they left on the device goes with this scope.
	engine().startScope('turns');
	try {
		const timed = await timeOpened(request, planned, backend, opened, around);
		return {
			results: planned.map(({ contender }, i) => ({
				design: contender.design,
				input: contender.input[0] ?? 0,
				batch: contender.batch,
				samples: timed.samples[i] ?? []
			})),
			requested: request.rounds,
			rounds: timed.rounds,
			ended: timed.ended,
			backend: backend.name,
			backendLabel: backendLabel(backend),
			adapter: backend.adapter,
			fallback,
			clockStepMs: clockStep(),
			when: new Date().toISOString()
		};
	} finally {
		engine().endScope();
		opened.close();
	}
}

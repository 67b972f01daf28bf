import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { sumLayers } from '../count/totals.ts';
import { expectNoError, whileAlive } from './alive.ts';
import { backendLabel, chooseBackend, probeBackends, type Backend } from './backends.ts';
import type { Kernels } from './choice.ts';
import { clockStep } from './clock.ts';
import { needOf, refuseTogether, refuseTooLarge } from './guard.ts';
import { expectParams, imageBatch } from './ready.ts';
import type { Surroundings } from './surroundings.ts';
import { buildModel, type Model } from './model.ts';
import { openBackend } from './open/open.ts';
import type { Opened } from './open/opened.ts';
import { checkOutput } from './output.ts';
import { planFor } from './plan-for.ts';
import { layersIn, type Step } from './plan.ts';
import { timeRounds, type Entrant, type Turns, type TurnsRequest } from './turns.ts';
import { deterministicImage } from './weights.ts';

/** All run with our own kernels where there are any: turns compare designs, not kernels. */
const KERNELS: Kernels = 'ours';

type Planned = Readonly<{ entrant: Entrant; steps: readonly Step[] }>;

/** @throws LiveError when one of them is too large for the backend, or all of them together */
function planAll({ entrants }: TurnsRequest, backend: Backend): readonly Planned[] {
	const planned = entrants.map((entrant) => {
		const steps = planFor(entrant.net, entrant.input, backend.name, KERNELS);
		const need = needOf(steps, backend.name, KERNELS);
		return { entrant, steps, need, batch: entrant.batch };
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

function builtOf(model: Model, x: Tensor, opened: Opened): Built {
	let output: ArrayLike<number> = [];
	return {
		compile: () =>
			whileAlive(
				opened,
				opened.compile(
					() => model.forward(x).dispose(),
					() => {}
				)
			),
		async pass() {
			const y = model.forward(x);
			output = await whileAlive(opened, y.data());
			y.dispose();
		},
		check: () => checkOutput(output)
	};
}

async function timeOpened(
	request: TurnsRequest,
	planned: readonly Planned[],
	backend: Backend,
	opened: Opened,
	{ report, breathe, hides }: Surroundings
) {
	const total = planned.reduce((sum, { steps }) => sum + steps.length, 0);
	let built = 0;
	const networks: Built[] = [];
	const endWatch = opened.watch();
	for (const { entrant, steps } of planned) {
		const model = await buildModel(
			steps,
			{ backend: backend.name, kernels: KERNELS, batch: entrant.batch },
			async (done) => {
				report({ phase: 'weights', done: built + done, total, fromFile: false });
				await breathe();
			}
		);
		built += steps.length;
		expectParams(model, sumLayers(steps.flatMap(layersIn)).params);
		const x = imageBatch(entrant, deterministicImage(entrant.input[0] ?? 0));
		networks.push(builtOf(model, x, opened));
	}
	const passes = networks.map(({ pass }) => pass);
	// The first pass compiles and uploads, the second meets warm caches: neither is counted.
	for (const work of [...networks.map(({ compile }) => compile), ...passes, ...passes]) {
		report({ phase: 'first pass' });
		await breathe();
		await work();
	}
	const timed = await timeRounds({
		passes,
		requested: request.rounds,
		budgetMs: request.budgetMs,
		clock: () => performance.now(),
		async between(done) {
			report({ phase: 'runs', done, total: request.rounds });
			await breathe();
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
export async function runTurns(request: TurnsRequest, around: Surroundings): Promise<Turns> {
	const { backend, fallback } = chooseBackend(await probeBackends(), request.backend);
	around.report({ phase: 'backend', label: backendLabel(backend), fallback });
	const planned = planAll(request, backend);
	await around.breathe();
	const opened = await openBackend(backend.name);
	// Whatever way the turns end, what they left on the device goes with this scope.
	engine().startScope('turns');
	try {
		const timed = await timeOpened(request, planned, backend, opened, around);
		return {
			results: planned.map(({ entrant }, i) => ({
				design: entrant.design,
				input: entrant.input[0] ?? 0,
				batch: entrant.batch,
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

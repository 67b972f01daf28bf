import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { sumLayers } from '../count/totals.ts';
import { expectNoError, whileAlive } from './alive.ts';
import { backendLabel, chooseBackend, probeBackends, type Backend } from './backends.ts';
import { clockStep } from './clock.ts';
import { needOf, refuseTogether, refuseTooLarge } from './guard.ts';
import { expectParams, imageBatch, type Surroundings } from './measure.ts';
import { buildModel, type Model } from './model.ts';
import { openBackend } from './open/open.ts';
import type { Opened } from './open/opened.ts';
import { checkOutput } from './output.ts';
import type { Kernels } from './choice.ts';
import { planFor } from './plan-for.ts';
import { layersIn, type Step } from './plan.ts';
import { timeRounds, type Entrant, type Turns, type TurnsRequest } from './turns.ts';
import { deterministicImage } from './weights.ts';

/** Networks are compared at their best. */
const KERNELS: Kernels = 'ours';

type Planned = Readonly<{ entrant: Entrant; steps: readonly Step[] }>;

/** @throws LiveError when one of them is too large for the backend, or all of them together */
function planAll({ entrants }: TurnsRequest, backend: Backend): readonly Planned[] {
	const planned = entrants.map((entrant) => {
		const steps = planFor(entrant.net, entrant.input, backend.name, KERNELS);
		return { entrant, steps, need: needOf(steps, backend.name, KERNELS), batch: entrant.batch };
	});
	for (const { need, batch } of planned) refuseTooLarge(need, backend, batch);
	refuseTogether(planned, backend);
	return planned;
}

/** A network on the device, and one pass of it. */
function passOf(model: Model, x: Tensor, opened: Opened): () => Promise<void> {
	return async () => {
		const y = model.forward(x);
		const output = await whileAlive(opened, y.data());
		y.dispose();
		checkOutput(output);
	};
}

async function timeOpened(
	request: TurnsRequest,
	planned: readonly Planned[],
	backend: Backend,
	opened: Opened,
	{ report, breathe }: Surroundings
) {
	const total = planned.reduce((sum, { steps }) => sum + steps.length, 0);
	let built = 0;
	const passes: (() => Promise<void>)[] = [];
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
		passes.push(passOf(model, x, opened));
	}
	// The first pass compiles and uploads, the second meets warm caches: neither is counted.
	for (const pass of [...passes, ...passes]) {
		report({ phase: 'first pass' });
		await breathe();
		await pass();
	}
	const timed = await timeRounds({
		passes,
		requested: request.rounds,
		budgetMs: request.budgetMs,
		clock: () => performance.now(),
		async between(done) {
			report({ phase: 'runs', done, total: request.rounds });
			await breathe();
		}
	});
	await expectNoError(opened, endWatch);
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

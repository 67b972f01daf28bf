import { deterministicImage } from '../../checkpoint/deterministic.ts';
import { sourceOf } from '../../checkpoint/weight-source.ts';
import { sumLayers } from '../../count/totals.ts';
import { backendLabel, type Backend } from '../../runtimes/backends.ts';
import { clockStep } from '../../runtimes/clock.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import {
	askIfLarge,
	bytesTogether,
	needOf,
	refuseTogether,
	refuseTooLarge
} from '../../runtimes/plan/memory-need.ts';
import { planFor } from '../../runtimes/plan/plan-for.ts';
import { layersIn, type Step } from '../../runtimes/plan/plan.ts';
import type { Pass, Session } from '../../runtimes/runtime.ts';
import { checkOutput } from '../output.ts';
import type { InterleavedProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { expectParams, findBackend, withSession } from '../session.ts';
import {
	timeRounds,
	type Contender,
	type Interleaved,
	type InterleavedRequest
} from './interleaved.ts';

/** All run with our own kernels where there are any: designs are compared, not kernels. */
const KERNELS: Kernels = 'ours';

type Planned = Readonly<{ contender: Contender; steps: readonly Step[] }>;

/** @throws LiveError when one of them is too large for the backend, or all of them together */
function planAll(
	{ contenders, mayBeLarge }: InterleavedRequest,
	backend: Backend
): readonly Planned[] {
	const planned = contenders.map((contender) => {
		const steps = planFor(contender.net, contender.input, backend.name, KERNELS);
		const need = needOf(steps, backend.name, KERNELS);
		return { contender, steps, need, batch: contender.batch };
	});
	for (const { need, batch } of planned) refuseTooLarge(need, backend, batch);
	refuseTogether(planned, backend);
	if (!mayBeLarge) askIfLarge(bytesTogether(planned));
	return planned;
}

/** Puts all networks on the device. */
async function buildAll(
	planned: readonly Planned[],
	session: Session,
	{ onProgress, yieldOrStop }: RunContext<InterleavedProgress>
): Promise<readonly Pass[]> {
	const total = planned.reduce((sum, { steps }) => sum + steps.length, 0);
	let built = 0;
	const passes: Pass[] = [];
	for (const { contender, steps } of planned) {
		const { net, input, batch } = contender;
		const network = await session.compile({
			...{ net, input, batch, kernels: KERNELS, weights: sourceOf() },
			async between(done) {
				onProgress({ phase: 'weights', done: built + done, total, fromFile: false });
				await yieldOrStop();
			}
		});
		built += steps.length;
		expectParams(network.params, sumLayers(steps.flatMap(layersIn)).params);
		passes.push(network.feed(deterministicImage(input)));
	}
	return passes;
}

async function timeAll(
	request: InterleavedRequest,
	planned: readonly Planned[],
	session: Session,
	context: RunContext<InterleavedProgress>
) {
	const { onProgress, yieldOrStop, hides } = context;
	const expectNoErrors = session.watchErrors();
	const built = await buildAll(planned, session, context);
	const outputs: Float32Array[] = [];
	const passes = built.map((pass, i) => async () => {
		outputs[i] = await pass.run(yieldOrStop);
	});
	// The first pass compiles and uploads, the second meets warm caches: neither is counted.
	for (const work of [
		...built.map(
			({ compile }) =>
				() =>
					compile()
		),
		...passes,
		...passes
	]) {
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
	await expectNoErrors();
	outputs.forEach(checkOutput);
	return timed;
}

/**
 * Builds all networks, keeps them on the device together, and times them interleaved.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function runInterleaved(
	request: InterleavedRequest,
	context: RunContext<InterleavedProgress>
): Promise<Interleaved> {
	const { backend, fallback } = await findBackend(request.backend, context);
	const planned = planAll(request, backend);
	await context.yieldOrStop();
	const timed = await withSession(backend.name, (session) =>
		timeAll(request, planned, session, context)
	);
	return {
		results: planned.map(({ contender }, i) => ({
			design: contender.design,
			input: contender.input,
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
}

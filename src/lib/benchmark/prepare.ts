import { sumLayers, type Totals } from '../count/totals.ts';
import type { RunPrecision } from '../count/run-precision.ts';
import { LiveError } from '../errors/failure.ts';
import type { Backend, Choice } from '../runtimes/backends.ts';
import type { Kernels } from '../runtimes/kernel-sets.ts';
import { precisionProblem } from '../runtimes/precision.ts';
import {
	askIfLarge,
	needOf,
	refuseTooLarge,
	totalBytes,
	type Need
} from '../runtimes/plan/memory-need.ts';
import { planFor } from '../runtimes/plan/plan-for.ts';
import { layersIn } from '../runtimes/plan/plan.ts';
import type { Opening } from './progress.ts';
import type { RunContext } from './run-context.ts';
import type { RunRequest } from './run-request.ts';
import { findBackend } from './session.ts';

/** What is known of a network before a backend is opened. */
export type Prepared = Readonly<{ choice: Choice; need: Need; totals: Totals }>;

/** What of a request says which network is built, and where. */
export type Subject = Pick<
	RunRequest,
	'net' | 'input' | 'batch' | 'backend' | 'kernels' | 'precision' | 'mayBeLarge'
>;

/** @throws LiveError where a backend has not the precision that is asked for */
function expectPrecision(precision: RunPrecision, backend: Backend, kernels: Kernels): void {
	const problem = precisionProblem(precision, backend, kernels);
	if (problem !== null)
		throw new LiveError('unsupported', `${problem}.`, 'Choose f32, or where it can run.');
}

/** @throws LiveError when the network is too large for the backend, or large and not permitted to be */
export async function prepare(
	{ net, input, batch, backend, kernels, precision = 'f32', mayBeLarge }: Subject,
	context: Pick<RunContext<Opening>, 'onProgress'>
): Promise<Prepared> {
	const choice = await findBackend(backend, context);
	expectPrecision(precision, choice.backend, kernels);
	const steps = planFor(net, input, choice.backend.name, kernels);
	const need = needOf(steps, choice.backend.name, kernels, precision);
	refuseTooLarge(need, choice.backend, batch);
	// One image goes through in float32 before, to compare with.
	const reference = needOf(steps, choice.backend.name, kernels);
	refuseTooLarge(reference, choice.backend, 1);
	if (!mayBeLarge) askIfLarge(Math.max(totalBytes(need, batch), totalBytes(reference, 1)));
	return { choice, need, totals: sumLayers(steps.flatMap(layersIn)) };
}

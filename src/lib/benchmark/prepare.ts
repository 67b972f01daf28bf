import { sumLayers, type Totals } from '../count/totals.ts';
import type { Choice } from '../runtimes/backends.ts';
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
	'net' | 'input' | 'batch' | 'backend' | 'kernels' | 'mayBeLarge'
>;

/** @throws LiveError when the network is too large for the backend, or large and not permitted to be */
export async function prepare(
	{ net, input, batch, backend, kernels, mayBeLarge }: Subject,
	context: Pick<RunContext<Opening>, 'onProgress'>
): Promise<Prepared> {
	const choice = await findBackend(backend, context);
	const steps = planFor(net, input, choice.backend.name, kernels);
	const need = needOf(steps, choice.backend.name, kernels);
	refuseTooLarge(need, choice.backend, batch);
	if (!mayBeLarge) askIfLarge(totalBytes(need, batch));
	return { choice, need, totals: sumLayers(steps.flatMap(layersIn)) };
}

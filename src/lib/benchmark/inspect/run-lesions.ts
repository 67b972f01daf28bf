import { layersOf } from '../../arch/infer.ts';
import type { Pass } from '../../runtimes/runtime.ts';
import { checkOutput } from '../output.ts';
import type { LesionsProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import type { Lesioned, LesionsRequest } from './lesions.ts';
import { openNetwork, permitBranches, withoutErrors } from './open-network.ts';

/** What a network gives as a whole, and without each of some parts. */
export async function outputsWithout(
	pass: Pass,
	{ net, input, each }: Pick<LesionsRequest, 'net' | 'input' | 'each'>,
	{ onProgress, yieldOrStop }: RunContext<LesionsProgress>
): Promise<Pick<Lesioned, 'whole' | 'each'>> {
	const path = layersOf(net, input).at(-1)?.path ?? '';
	const total = each.length + 1;
	const tell = (done: number) => onProgress({ phase: 'lesions', done, total });
	tell(0);
	const found = await pass.outputsWithout(path, each, yieldOrStop, tell);
	checkOutput(found.whole);
	return found;
}

/**
 * Computes the network that is open, or is opened for it, as a whole and without each of some parts.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function measureLesions(
	request: LesionsRequest,
	context: RunContext<LesionsProgress>
): Promise<Lesioned> {
	const opened = await openNetwork(request, context);
	permitBranches(opened, request);
	const found = await withoutErrors(opened, () => outputsWithout(opened.pass, request, context));
	const { backendLabel, fromFile } = opened;
	return { ...found, backendLabel, fromFile };
}

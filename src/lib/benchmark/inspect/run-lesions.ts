import type { Lesion } from '../../arch/lesions.ts';
import { layersOf } from '../../arch/infer.ts';
import type { Pass } from '../../runtimes/runtime.ts';
import { checkOutput } from '../output.ts';
import type { LesionsProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import type { Lesioned, LesionsRequest } from './lesions.ts';
import { openNetwork, withoutErrors } from './open-network.ts';

/** What a network gives as a whole, and without each of some parts. */
export async function outputsWithout(
	pass: Pass,
	{ net, input, each }: Pick<LesionsRequest, 'net' | 'input' | 'each'>,
	{ onProgress, yieldOrStop }: RunContext<LesionsProgress>
): Promise<Pick<Lesioned, 'whole' | 'each'>> {
	const path = layersOf(net, input).at(-1)?.path ?? '';
	const total = each.length + 1;
	async function outputs(without: readonly Lesion[], done: number): Promise<Float32Array> {
		onProgress({ phase: 'lesions', done, total });
		const [last] = await pass.outputsOf([path], yieldOrStop, without);
		return last?.values ?? new Float32Array();
	}
	const whole = await outputs([], 0);
	checkOutput(whole);
	const found: Float32Array[] = [];
	for (const [i, without] of each.entries()) found.push(await outputs(without, i + 1));
	return { whole, each: found };
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
	const found = await withoutErrors(opened, () => outputsWithout(opened.pass, request, context));
	const { backendLabel, fromFile } = opened;
	return { ...found, backendLabel, fromFile };
}

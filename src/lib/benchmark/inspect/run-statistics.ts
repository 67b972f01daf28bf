import { layersOf } from '../../arch/infer.ts';
import { statisticsOf, type Statistics } from '../../features/statistics.ts';
import type { Pass } from '../../runtimes/runtime.ts';
import type { StatisticsProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import { openNetwork, withoutErrors } from './open-network.ts';
import type { NetworkStatistics, StatisticsRequest } from './statistics.ts';

/** Statistics of every layer, by path, in one pass: of all values nothing else is kept. */
export async function statisticsIn(
	pass: Pass,
	{ net, input }: Pick<StatisticsRequest, 'net' | 'input'>,
	{ onProgress, yieldOrStop }: RunContext<StatisticsProgress>
): Promise<ReadonlyMap<string, Statistics>> {
	const total = layersOf(net, input).length;
	const found = new Map<string, Statistics>();
	onProgress({ phase: 'statistics', done: 0, total });
	await pass.eachOutput(({ path, shape, values }) => {
		found.set(path, statisticsOf(values, shape.at(-1) ?? 1));
		onProgress({ phase: 'statistics', done: found.size, total });
	}, yieldOrStop);
	return found;
}

/**
 * Statistics of what every layer makes of the picture, of the network that is open or is opened for it.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function measureStatistics(
	request: StatisticsRequest,
	context: RunContext<StatisticsProgress>
): Promise<NetworkStatistics> {
	const opened = await openNetwork(request, context);
	const layers = await withoutErrors(opened, () => statisticsIn(opened.pass, request, context));
	const { backendLabel, fromFile } = opened;
	return { layers, backendLabel, fromFile };
}

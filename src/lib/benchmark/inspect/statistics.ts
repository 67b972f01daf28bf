import type { Statistics } from '../../features/statistics.ts';
import type { Features, NetworkRequest } from './inspect.ts';

/** Asks for the statistics of all layers. */
export type StatisticsRequest = NetworkRequest;

/** Statistics of what every layer makes of the picture, by path, in order. */
export type NetworkStatistics = Readonly<
	Pick<Features, 'backendLabel' | 'fromFile'> & {
		layers: ReadonlyMap<string, Statistics>;
	}
>;

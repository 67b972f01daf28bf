import { coordinatesOf, gridSize } from '../../explore/dimensions.ts';
import { LARGEST_SET } from '../../explore/draw.ts';
import { metrics, SPATIAL_METRICS } from '../../count/metrics.ts';
import type { Tally } from '../../explore/gather.ts';
import type { Query } from '../../explore/query.ts';
import type { DrawStatus } from '../../state/exploration.svelte.ts';
import { exact } from '../../kit/format.ts';
import { printGrid } from './print.ts';

const count = (number: number, one: string, many = `${one}s`): string =>
	`${exact(number)} ${number === 1 ? one : many}`;

/** How the set came about, in a sentence. */
export function tellTally(tally: Tally, seconds: number | null, workers: number): string {
	if (seconds === null && tally.drawn === 0) return 'No design is drawn yet.';
	const took =
		seconds === null
			? ', drawn before'
			: ` in ${seconds.toFixed(2)} s with ${count(workers, 'worker')}`;
	return `${count(tally.kept, 'design')} from ${count(tally.drawn, 'draw')}${took}.`;
}

/** What became of the draws that were not kept; empty where all were. */
export function tellRejected({ invalid, outside, repeats }: Tally): readonly string[] {
	return [
		...SPATIAL_METRICS.flatMap((metric) => {
			const away = outside[metric] ?? 0;
			return away > 0 ? [`${exact(away)} outside the limits of ${metrics[metric].label}`] : [];
		}),
		...(invalid > 0 ? [`${exact(invalid)} that make no network`] : []),
		...(repeats > 0 ? [`${exact(repeats)} that were there already`] : [])
	];
}

/** Why there are fewer designs than were asked for, and what to do; `null` where there are not. */
export function tellShortage(query: Query, tally: Tally, status: DrawStatus): string | null {
	const { draw, space } = query;
	if (status === 'cancelled') return 'Cancelled: these are the designs drawn until then.';
	if (status !== 'done' || tally.drawn === 0) return null;
	const wanted = draw.kind === 'sample' ? draw.count : 1;
	if (tally.kept >= wanted) return null;
	const grid = gridSize(coordinatesOf(space));
	const few = `${exact(tally.drawn)} draws gave ${tally.kept === 0 ? 'no design' : `only ${count(tally.kept, 'design')}`}.`;
	const away = SPATIAL_METRICS.map((metric) => ({ metric, times: tally.outside[metric] ?? 0 }));
	const worst = away.reduce((a, b) => (b.times > a.times ? b : a));
	if (worst.times > tally.drawn / 2)
		return `${few} Most were outside the limits of ${metrics[worst.metric].label}: widen them, or let other values vary.`;
	if (tally.invalid > tally.drawn / 2 && tally.kept === 0)
		return `${few} Most make no network: open one of them in the workspace to see which fields contradict each other.`;
	if (draw.kind === 'sample' && grid <= LARGEST_SET)
		return `${few} The space is small: sweep its ${printGrid(grid)} combinations to see each of them once.`;
	return `${few} Let more values vary, or widen the limits.`;
}

import { max, min } from 'd3';
import type { Statistics } from '../../features/statistics.ts';
import { linear } from '../scale.ts';
import type { LayerBox, Layout, PartBox, SectionBox } from './boxes.ts';
import { barEdges } from './bars.ts';
import { lastOf } from './field-track.ts';
import type { Located } from './locate.ts';
import type { TrackRow } from './tracks.ts';
import { round, visible, type DrawingFrame } from './viewport.ts';

/** Statistics of what layers give, by path. */
export type StatisticsByPath = ReadonlyMap<string, Statistics>;

/** Tracks of statistics from top to bottom; each has a row of its own. */
export const STATISTIC_TRACKS = ['strength', 'zeros', 'distance'] as const;
export type StatisticTrackName = (typeof STATISTIC_TRACKS)[number];

/** One statistic along the network, ready to draw. */
export type StatisticTrack = Readonly<{
	name: StatisticTrackName;
	row: TrackRow;
	/** Deviation, share of zeros, or distance. */
	bars: string;
	/** The mean as lines across the bars, or the share of dead channels as bars within them. */
	over: string;
	/** Height of zero. */
	zero: number;
	/** What the top of the track stands for. */
	most: number;
}>;

/** What leaves a part: of blocks that are folded into one, the last. */
const leaves = (part: PartBox, { layers }: Layout): string => lastOf(part, layers);

function leavesSection(section: SectionBox, layout: Layout): string {
	const last = layout.parts[section.end - 1];
	return last ? leaves(last, layout) : '';
}

/** Statistics of what leaves a box; `null` where they are not known. */
export function statisticsAt(
	found: Located,
	layout: Layout,
	statistics: StatisticsByPath
): Statistics | null {
	const { level, box } = found;
	const path =
		level === 'layer'
			? box.id
			: level === 'part'
				? leaves(box, layout)
				: leavesSection(box, layout);
	return statistics.get(path) ?? null;
}

const locatedIn = ({ layout, level }: DrawingFrame): readonly Located[] => {
	if (level === 'layer') return layout.layers.map((box: LayerBox) => ({ level, box }));
	if (level === 'part') return layout.parts.map((box) => ({ level, box }));
	return layout.sections.map((box) => ({ level, box }));
};

type Read = Readonly<{
	bar: (of: Statistics) => number | null;
	over: (of: Statistics) => number | null;
	/** Whether what lies over the bars is a line at its height, and not a bar. */
	isLine?: true;
	/** The largest value there can be; `null` takes the largest there is. */
	most: number | null;
}>;

const READ: Readonly<Record<StatisticTrackName, Read>> = {
	strength: {
		bar: ({ deviation }) => deviation,
		over: ({ mean }) => mean,
		isLine: true,
		most: null
	},
	zeros: { bar: ({ zeros }) => zeros, over: ({ dead }) => dead, most: 1 },
	distance: { bar: ({ distance }) => distance, over: () => null, most: 0.5 }
};

/** Statistics of what leaves each box of the level that is shown, as tracks in these rows. */
export function statisticTracks(
	frame: DrawingFrame,
	rows: readonly TrackRow[],
	statistics: StatisticsByPath
): readonly StatisticTrack[] {
	const known = locatedIn(frame).flatMap((found) => {
		const of = statisticsAt(found, frame.layout, statistics);
		return of ? [{ ...found.box, of }] : [];
	});
	const shown = visible(known, frame);
	return STATISTIC_TRACKS.flatMap((name, i) => {
		const row = rows[i];
		if (!row) return [];
		const read = READ[name];
		const values = known.flatMap(({ of }) => [
			read.bar(of) ?? 0,
			read.isLine ? (read.over(of) ?? 0) : 0
		]);
		const most = read.most ?? (max(values) || 1);
		const height = linear([Math.min(0, min(values) ?? 0), most], [row.base, row.bars]);
		const zero = round(height(0));
		let [bars, over] = ['', ''];
		for (const { of, ...box } of shown) {
			const [left, right] = barEdges(box, frame);
			const [bar, above] = [read.bar(of), read.over(of)];
			const rectangle = (value: number): string =>
				`M${left},${zero}V${round(height(value))}H${right}V${zero}Z`;
			if (bar !== null && bar !== 0) bars += rectangle(bar);
			if (above === null) continue;
			if (read.isLine) over += `M${left},${round(height(above))}H${right}`;
			else if (above !== 0) over += rectangle(above);
		}
		return [{ name, row, bars, over, zero, most }];
	});
}

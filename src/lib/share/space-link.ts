import { presetNames, type Design } from '../arch/design.ts';
import type { Problem } from '../arch/fields.ts';
import { DEFAULT_AXES, type Axes, type Side } from '../explore/axes.ts';
import { DEFAULT_COUNT, DEFAULT_SEED, queryAround } from '../explore/default-space.ts';
import {
	coordinatesOf,
	gridSize,
	knownField,
	type Dimension,
	type Space
} from '../explore/dimensions.ts';
import { LARGEST_SEED, LARGEST_SET, type Draw } from '../explore/draw.ts';
import { metrics, SPATIAL_METRICS, type SpatialMetricId } from '../count/metrics.ts';
import type { Limit, Limits, Query } from '../explore/query.ts';
import { printLimit, readLimit } from './limit.ts';
import { LONGEST, readLink } from './link.ts';
import { repeatedSettings } from './repeated.ts';
import { printDesign } from './set-link.ts';
import { printAxis, readAxis } from './space-axes.ts';
import { clashes, dimensionKey, readDimension, refused, SETTINGS } from './space-dimension.ts';
import { printValues } from './space-values.ts';

/** A set of designs, and the chart it is looked at in. */
export type Exploring = Readonly<{ query: Query; axes: Axes }>;
export type ReadSpace = Exploring & Readonly<{ problems: readonly Problem[] }>;

/** What decides the set, without how it is looked at: equal texts are equal sets. */
export function printQuery({ space, limits, draw }: Query): string {
	return [
		printDesign(space.base),
		...space.dimensions.map(
			(dimension) =>
				`${dimensionKey(dimension)}=${printValues(knownField(space.base, dimension.key), dimension.values)}`
		),
		...SPATIAL_METRICS.flatMap((metric) => {
			const limit = limits[metric];
			return limit ? [`${metric}=${printLimit(limit)}`] : [];
		}),
		...(draw.kind === 'sweep' ? ['sweep=on'] : [`n=${draw.count}`, `seed=${draw.seed}`])
	].join(';');
}

/**
 * The part of the address after `#`: the base as in its own link, what varies, limits in the metrics'
 * units, how it is drawn, and the chart's axes, parted by semicolons, such as
 * `convnext_tiny;kernels.all=3..11..2;widths.double=48..128..8;macs=4..5;n=2000;seed=1;y=peak`.
 */
export function printSpace({ query, axes }: Exploring): string {
	const sides = (['x', 'y'] as const).flatMap((side) => {
		const text = printAxis(axes[side]);
		return text === printAxis(DEFAULT_AXES[side]) ? [] : [`${side}=${text}`];
	});
	return [printQuery(query), ...sides].join(';');
}

function readWhole(text: string, min: number, max: number): number | null {
	const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
	return value >= min && value <= max ? value : null;
}

type Draft = {
	dimensions: Dimension[];
	limits: Partial<Record<SpatialMetricId, Limit>>;
	count: number;
	seed: number;
	sweep: boolean;
	axes: Axes;
	problems: Problem[];
};

function readPart(base: Design, draft: Draft, key: string, text: string): void {
	const whole = (min: number, max: number): number | null => {
		const value = readWhole(text, min, max);
		if (value === null)
			draft.problems.push(refused(key, text, `whole numbers from ${min} to ${max}`));
		return value;
	};
	const metric = SPATIAL_METRICS.find((name) => name === key);
	if (metric) {
		const limit = readLimit(text);
		const unit = metrics[metric].unit;
		if (limit) draft.limits[metric] = limit;
		else draft.problems.push(refused(key, text, `a range in ${unit} such as 4..5, 4.. or ..5`));
	} else if (key === 'n') draft.count = whole(1, LARGEST_SET) ?? draft.count;
	else if (key === 'seed') draft.seed = whole(0, LARGEST_SEED) ?? draft.seed;
	else if (key === 'sweep') {
		draft.sweep = text === 'on';
		if (text !== 'on' && text !== 'off') draft.problems.push(refused(key, text, 'on, off'));
	} else if (key === 'x' || key === 'y') {
		const side: Side = key;
		const read = readAxis(side, text);
		if (read.ok) draft.axes = { ...draft.axes, [side]: read.value };
		else draft.problems.push({ field: side, message: read.message });
	} else {
		const read = readDimension(base, key, text);
		if ('message' in read) draft.problems.push(read);
		else if (draft.dimensions.some((other) => clashes(other, read)))
			draft.problems.push({ field: key, message: `${key}: this field varies already` });
		else draft.dimensions.push(read);
	}
}

/** A sweep of more than can be drawn becomes a sample. */
function drawOf({ count, seed, sweep, problems }: Draft, space: Space): Draw {
	const sample: Draw = { kind: 'sample', count, seed };
	if (!sweep) return sample;
	const grid = gridSize(coordinatesOf(space));
	if (grid <= LARGEST_SET) return { kind: 'sweep' };
	const message = `sweep: there are ${grid} combinations; permitted: up to ${LARGEST_SET}; a sample was drawn`;
	problems.push({ field: 'sweep', message });
	return sample;
}

/** The most characters that the link of a space may have. */
const LONGEST_SPACE = 3 * LONGEST;

/**
 * Reads the hash of a space's address, with or without its `#`. Never throws: what cannot be used is
 * named among the problems, and the rest is kept.
 */
export function readSpace(hash: string): ReadSpace {
	const text = hash.replace(/^#/, '');
	if (text.length > LONGEST_SPACE) {
		const message = `the link has ${text.length} characters; permitted: up to ${LONGEST_SPACE}`;
		return { ...readSpace(''), problems: [{ field: 'link', message }] };
	}
	const [link = '', ...rest] = text.split(/;|%3B/i).map((part) => part.trim());
	const { design: base, problems } = readLink(link, presetNames());
	const unknown = problems.some(({ field }) => field === 'preset' || field === 'link');
	const usual = queryAround(base);
	const draft: Draft = {
		...{ dimensions: [], limits: {}, problems: [...problems], axes: DEFAULT_AXES },
		...{ count: DEFAULT_COUNT, seed: DEFAULT_SEED, sweep: false }
	};
	const settings = unknown ? [] : rest.filter((part) => part !== '');
	for (const part of settings) {
		const at = part.indexOf('=');
		readPart(base, draft, at < 0 ? part : part.slice(0, at), at < 0 ? '' : part.slice(at + 1));
	}
	draft.problems.push(
		...repeatedSettings(
			settings.map((part) => part.split('=')[0] ?? '').filter((key) => SETTINGS.includes(key))
		)
	);
	const varied = draft.dimensions.length > 0;
	const space = varied ? { base, dimensions: draft.dimensions } : usual.space;
	const asked = settings.some((part) => /^(n|seed|sweep)=/.test(part));
	const draw = varied || asked ? drawOf(draft, space) : usual.draw;
	return {
		query: { space, limits: draft.limits as Limits, draw },
		axes: draft.axes,
		problems: draft.problems
	};
}

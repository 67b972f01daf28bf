import type { Config } from '../../../fields.ts';
import { bottleneckOf, isRatio } from '../bottleneck.ts';
import { range, ratioOf, size, type Shapes } from '../../weight-shapes.ts';
import { convnextPlaces, isProduct, kernelOf, outOf, weight, type Places } from './places.ts';
import type { Stem } from './stem.ts';

/** A stage's spatial convolution: channels in, and those of a group. */
type Spatial = Readonly<{ channels: number; perGroup: number }>;

/** What a network's spatial convolutions can be, the plainest first. */
function connections(spatial: readonly Spatial[]): readonly Config[] {
	const groups = spatial.map(({ channels, perGroup }) => channels / perGroup);
	const [first = 1] = groups;
	const [width = 1] = spatial.map(({ perGroup }) => perGroup);
	return [
		...(groups.every((count) => count === 1) ? [{ conv: 'dense' }] : []),
		...(spatial.every(({ perGroup }) => perGroup === 1) ? [{ conv: 'depthwise' }] : []),
		...(groups.every((count) => count === first) ? [{ conv: 'grouped', cardinality: first }] : []),
		...(spatial.every(({ perGroup }) => perGroup === width)
			? [{ conv: 'group-width', groupWidth: width }]
			: [])
	];
}

/** By how much the first convolutions are narrower than usual; `null` where no number says it. */
const reductionOf = (first: readonly number[], usual: readonly number[]): number | null =>
	range(8)
		.map((i) => i + 1)
		.find((by) => usual.every((width, i) => Math.trunc(width / by) === first[i])) ?? null;

/** What is read of blocks, and what the nearest preset is to say. */
type Reading = Readonly<{ read: Config; assume?: (base: Config) => Config }>;

/** Base widths of a bottleneck's first stage: the stem's channels, or any behind a deep stem. */
function* firstWidths({ isDeep, out }: Stem, inside: number, leaving: number): Generator<number> {
	if (!isDeep) return yield out;
	if (leaving % 4 === 0) yield leaving / 4;
	// A quarter is the least ratio, and groups take up to 512 channels off.
	for (let width = 1; width <= 4 * (inside + 512); width++)
		if (isRatio(ratioOf(leaving, width))) yield width;
}

function bottleneckBehind(
	stem: Stem,
	channels: Readonly<{ inside: readonly number[]; leaving: readonly number[]; step: number }>
): Config | null {
	const [inside = 0, leaving = 0] = [channels.inside[0], channels.leaving[0]];
	for (const stemWidth of firstWidths(stem, inside, leaving)) {
		const found = bottleneckOf({ ...channels, stemWidth });
		if (found) return found;
	}
	return null;
}

/** Blocks under ResNet's names with three convolutions: narrow or wide in the middle. */
function readThree(
	outs: readonly (readonly number[])[],
	spatial: readonly Spatial[],
	stem: Stem
): readonly Config[] {
	const [first = [], inside = [], leaving = []] = outs;
	const reduceFirst = reductionOf(first, inside);
	const inverted: Config = {
		block: 'inverted',
		widths: leaving,
		expansions: inside.map((wide, stage) => ratioOf(wide, leaving[stage] ?? 0))
	};
	const readings = connections(spatial).flatMap((connection): readonly Config[] => {
		const { cardinality, groupWidth } = connection;
		const step = Number(cardinality ?? groupWidth ?? 1);
		if (reduceFirst === null) return [];
		const bottleneck = bottleneckBehind(stem, { inside, leaving, step });
		const fits = reduceFirst === 1 && (stem.isDeep || leaving[0] === stem.out);
		const wide = fits ? [{ ...inverted, ...connection }] : [];
		const narrow = bottleneck
			? [{ ...bottleneck, block: 'bottleneck', reduceFirst, ...connection }]
			: [];
		const narrows = (inside[0] ?? 0) <= (leaving[0] ?? 0);
		return narrows && stem.isDeep ? [...narrow, ...wide] : [...wide, ...narrow];
	});
	return readings.length > 0 ? readings : [inverted];
}

function readTwo(
	outs: readonly (readonly number[])[],
	spatial: readonly Spatial[]
): readonly Config[] {
	const [first = [], widths = []] = outs;
	const reduceFirst = reductionOf(first, widths) ?? 1;
	return connections(spatial).map((connection) => ({
		block: 'basic',
		widths,
		reduceFirst,
		...connection
	}));
}

/** Blocks under ConvNeXt's names. */
function readSpatialFirst(
	outs: readonly (readonly number[])[],
	spatial: readonly Spatial[],
	block: Config
): readonly Config[] {
	const [, hidden = [], widths = []] = outs;
	const expansions = hidden.map((wide, stage) => ratioOf(wide, widths[stage] ?? 0));
	return connections(spatial).map((connection) => ({
		...block,
		widths,
		expansions,
		...connection
	}));
}

/** Widths of all blocks, one after the other, and whether those of a stage are alike. */
function freeWidthsIn(
	shapes: Shapes,
	places: Places,
	depths: readonly number[],
	convs: readonly string[]
): Readonly<{ widths: readonly number[]; alike: boolean }> {
	const blocks = depths.flatMap((depth, stage) =>
		range(depth).map((index) =>
			convs.map((name) => outOf(shapes, `${places.block(stage, index)}.${name}`))
		)
	);
	let at = 0;
	const alike = depths.every((depth) => {
		const stage = blocks.slice(at, (at += depth));
		return stage.every((outs) => outs.join() === stage[0]?.join());
	});
	return { widths: blocks.flat(), alike };
}

/** All ways to read the blocks of a file. */
export function readBlocks(
	shapes: Shapes,
	places: Places,
	depths: readonly number[],
	stem: Stem
): readonly Reading[] {
	const stages = range(depths.length);
	const path = (stage: number, name: string) => `${places.block(stage, 0)}.${name}`;
	const outs = (name: string) => stages.map((stage) => outOf(shapes, path(stage, name)));
	const convs = places.convs.filter((name) => isProduct(shapes, path(0, name)));
	const nameOfSpatial = places === convnextPlaces ? 'conv_dw' : 'conv2';
	const kernels = stages.map((stage) => kernelOf(shapes, path(stage, nameOfSpatial)));
	const spatials = (channels: readonly number[]): readonly Spatial[] =>
		stages.map((stage) => ({
			channels: channels[stage] ?? 0,
			perGroup: size(shapes, weight(path(stage, nameOfSpatial)), 1)
		}));
	const all = (readings: readonly Config[]): readonly Reading[] =>
		readings.map((read) => ({ read: { ...read, kernels, blockWidths: [] } }));

	const isSpatialFirst = places === convnextPlaces;
	const spatial = spatials(outs(isSpatialFirst ? 'conv_dw' : 'conv1'));
	const rank = shapes.get(weight(path(0, 'mlp.fc1')))?.length;
	const block: Config = isSpatialFirst
		? { block: 'spatial-first', pointwise: rank === 4 ? 'conv' : 'linear' }
		: { block: convs.length === 2 ? 'basic' : 'bottleneck' };
	const { widths: blockWidths, alike } = freeWidthsIn(shapes, places, depths, convs);
	const free = connections(spatial).map((connection) => ({
		read: { ...block, kernels, blockWidths, ...connection },
		assume: (base: Config): Config => ({ widths: behind(stem, base['widths']) })
	}));
	const widths = convs.map(outs);
	// Where no ratio says it, as after pruning, every width stands for itself.
	if (isSpatialFirst) return [...all(readSpatialFirst(widths, spatial, block)), ...free];
	if (!alike) return free;
	const ruled = convs.length === 2 ? readTwo(widths, spatial) : readThree(widths, spatial, stem);
	return [...all(ruled), ...free];
}

/** Widths of the nearest preset, the first of which a stem that is not deep hands on. */
function behind({ isDeep, out }: Stem, widths: Config[string] | undefined): readonly number[] {
	const all = Array.isArray(widths) ? widths.map(Number) : [];
	return isDeep ? all : all.map((width, stage) => (stage === 0 ? out : width));
}

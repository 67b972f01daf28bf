import { contributions } from '../contributions.ts';
import { currentBackend } from '../current-backend.ts';
import { runsInSoftware } from '../autotune.ts';
import {
	fitsShared,
	partsOf,
	sharedBytes,
	sharedParts,
	sharedThreads,
	sharedTile,
	sharedTiles,
	type SharedShape
} from '../wgsl/matrix-shared.ts';
import { fitsTeam, TEAM_ROWS, teamRows, teamThreads } from '../wgsl/matrix-team.ts';
import { registerTile } from '../wgsl/matrix.ts';
import type { Product, ProductVariant, ProductVariants } from './product-variant.ts';

const TILES = [17, 16, 14, 13, 12, 10, 8, 7, 4, 2, 1];

/**
 * Rows of a tile that leave little of the last one empty.
 *
 * @param cost of a tile beside its products, in rows: reading the weights again
 */
const tileFor = (rows: number, cost: number): number => {
	const total = (tile: number): number => Math.ceil(rows / tile) * (tile + cost);
	return TILES.reduce((best, tile) => (total(tile) < total(best) ? tile : best));
};

/** As many columns as fill a line of the cache. */
const panelOf = (columns: number): number => [4, 2].find((panel) => columns % panel === 0) ?? 1;

const register =
	(tileOf: (rows: number) => number): ProductVariant =>
	(_, rows, { columns }, inTexels) => ({
		source: (matrix) => registerTile(matrix, tileOf(rows), inTexels),
		threads: Math.ceil(rows / tileOf(rows)) * columns,
		panel: panelOf(columns)
	});

const shared =
	(shape: SharedShape, parts = 1): ProductVariant =>
	(_, rows, { columns, length }) => {
		const divided = partsOf(length, parts, shape);
		return {
			source: (matrix) => (divided > 1 ? sharedParts(matrix, shape) : sharedTile(matrix, shape)),
			threads: sharedThreads(shape, rows, columns, divided),
			panel: panelOf(columns),
			parts: divided
		};
	};

/** `tall` reads least for its products on its own. */
const TALL = { tall: register((rows) => tileFor(rows, 2)) } as const satisfies ProductVariants;

/** They keep more of a GPU busy than `tall`. */
const LOW = {
	low: register((rows) => Math.min(4, tileFor(rows, 2))),
	'row by row': register(() => 1)
} as const satisfies ProductVariants;

/** A team for each few columns, where there are few rows. */
const team: ProductVariant = (matrix, rows, sizes, texels) =>
	rows > TEAM_ROWS
		? LOW.low(matrix, rows, sizes, texels)
		: {
				source: (of) => teamRows(of, rows),
				threads: teamThreads(sizes.columns),
				panel: panelOf(sizes.columns)
			};

/** Those with crews and parts are for products of few rows and columns. */
const SHARED: Readonly<Record<string, SharedShape & Readonly<{ parts: number }>>> = {
	'shared 32': { rows: 32, crews: 1, parts: 1 },
	'shared 32 by 2 crews': { rows: 32, crews: 2, parts: 1 },
	'shared 64': { rows: 64, crews: 1, parts: 1 },
	'shared 128': { rows: 128, crews: 1, parts: 1 },
	'shared 32 by 2 crews and 4 parts': { rows: 32, crews: 2, parts: 4 },
	'shared 32 by 2 crews and 12 parts': { rows: 32, crews: 2, parts: 12 }
};

/** Tiles beyond which no GPU is the busier for more of them. */
const BUSY = 2048;

/** Those that can compute a product and may be the fastest. */
function sharedVariants({ matrix, sizes }: Product, rows: number, groups: number): ProductVariants {
	if (!fitsShared(matrix, groups)) return {};
	const { maxComputeWorkgroupStorageSize: most } = currentBackend().device.limits;
	const { columns, length } = sizes;
	const may = (shape: SharedShape, parts: number): boolean => {
		const divides = shape.crews * parts > 1;
		return (
			sharedBytes(shape) <= most &&
			(shape.rows === 32 || rows > shape.rows / 2) &&
			partsOf(length, parts, shape) === parts &&
			!(divides && sharedTiles(shape, rows, columns) > BUSY)
		);
	};
	return Object.fromEntries(
		Object.entries(SHARED)
			.filter(([, { parts, ...shape }]) => may(shape, parts))
			.map(([name, { parts, ...shape }]) => [name, shared(shape, parts)])
	);
}

/**
 * The variants that can compute a product on this device and may be its fastest.
 *
 * @param rows of all images
 * @param texels whether its weights are in a texture
 */
export async function variantsFor(
	of: Product,
	rows: number,
	groups: number,
	texels: boolean
): Promise<ReadonlyMap<string, ProductVariant>> {
	const variants = new Map<string, ProductVariant>();
	for (const { product } of await contributions())
		for (const [name, variant] of Object.entries(await product(of, rows, texels)))
			variants.set(name, variant);
	// In software nothing is idle: what reads least has no rival among the rest.
	const own = runsInSoftware()
		? TALL
		: {
				...(groups === 1 && fitsTeam(of.matrix, rows) ? { team } : {}),
				...sharedVariants(of, rows, groups),
				...LOW,
				...TALL
			};
	for (const [name, variant] of Object.entries(own)) variants.set(name, variant);
	return variants;
}

import type { Config } from '../../../fields.ts';
import { range, type Shapes } from '../../weight-shapes.ts';
import { isNorm, isProduct, kernelOf, outOf, type Places } from './places.ts';

/** What the tensors tell of a stem. */
export type Stem = Readonly<{
	read: Config;
	/** Channels that it hands on, and that its image has. */
	out: number;
	channels: number;
	/** Path of the norm after its convolutions. */
	norm: string;
	isDeep: boolean;
}>;

/** More than any stem has. */
const MOST = 14;

type Conv = Readonly<{ path: string; index: number | null }>;

/** The stem's convolutions, and that which halves the map after them, if there is one. */
function convsOf(
	shapes: Shapes,
	places: Places
): Readonly<{ convs: readonly Conv[]; pool: Conv | null }> {
	const numbered = (path: (index: number) => string): readonly Conv[] =>
		range(MOST)
			.map((index) => ({ path: path(index), index }))
			.filter(({ path }) => isProduct(shapes, path));
	const only = { path: places.stem(null), index: null };
	const all = isProduct(shapes, only.path) && places.stemPool ? [only] : numbered(places.stem);
	if (places.stemPool) {
		const path = `${places.stemPool}.0`;
		return { convs: all, pool: isProduct(shapes, path) ? { path, index: 0 } : null };
	}
	// ConvNeXt's numbers go on: convolution, norm, activation, three for each of a deep stem's.
	const isPool = all.length % 2 === 0 && (all[1]?.index ?? 0) === 3;
	return isPool
		? { convs: all.slice(0, -1), pool: all.at(-1) ?? null }
		: { convs: all, pool: null };
}

/** A 7 × 7 stem is ResNet's, unless it has a bias that ResNet's would not have. */
function single(shapes: Shapes, path: string, bare: boolean, hasPool: boolean): Config {
	const kernel = kernelOf(shapes, path);
	const usual = shapes.has(`${path}.bias`) !== bare;
	if (hasPool || (kernel === 7 && usual)) return { stem: 'conv-pool' };
	return bare && usual && kernel === 3 ? { stem: 'plain' } : { stem: 'patchify', patch: kernel };
}

function several(shapes: Shapes, convs: readonly Conv[]): Config {
	const [first = 0, second = 0] = convs.map(({ path }) => outOf(shapes, path));
	const narrow = first !== second;
	if (convs.length > 2) return { stem: narrow ? 'deep-tiered' : 'deep', stemWidth: second };
	if (convs[1]?.index === 2) return { stem: 'overlap-act' };
	return { stem: narrow ? 'overlap-tiered' : 'overlap' };
}

/**
 * Reads a stem.
 *
 * @param bare whether the network's convolutions have no bias
 */
export function readStem(shapes: Shapes, places: Places, bare: boolean): Stem {
	const { convs, pool } = convsOf(shapes, places);
	const [first, last] = [convs[0]?.path ?? '', convs.at(-1)];
	const isDeep = convs.length > 2;
	const form =
		convs.length > 1 ? several(shapes, convs) : single(shapes, first, bare, pool !== null);
	const pooled = isDeep || form['stem'] === 'conv-pool';
	return {
		read: {
			...form,
			...(pooled ? { stemPool: pool ? 'conv' : 'max' } : {}),
			...blurred(shapes, pool)
		},
		out: outOf(shapes, last?.path ?? ''),
		channels: shapes.get(`${first}.weight`)?.[1] ?? 0,
		norm: places.stemNorm ?? places.stem((last?.index ?? 0) + 1),
		isDeep
	};
}

/** A norm right after the convolution that halves the map tells that nothing blurs between them. */
function blurred(shapes: Shapes, pool: Conv | null): Config {
	if (!pool) return {};
	const after = (steps: number) => pool.path.replace(/\d+$/, String((pool.index ?? 0) + steps));
	if (isNorm(shapes, after(1))) return { antialias: 'none' };
	return isNorm(shapes, after(2)) ? { antialias: 'blur' } : {};
}

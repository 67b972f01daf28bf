import { elements } from '../arch/ops.ts';
import type { Naming } from '../arch/families/naming.ts';
import type { Shape } from '../arch/net.ts';
import { FormatError, quoted } from './containers/format-error.ts';
import type { Strided } from './containers/stored.ts';
import type { FamilyReader } from './readers.ts';
import type { Recipe, Tensor } from './tensor.ts';

/** Buffers that follow from the design, or count steps of training. */
const BUFFER =
	/(^|\.)(num_batches_tracked|relative_position_index|relative_coords_table|attn_mask|position_ids)$/;

/** What timm's own names need: modules that hand on every stage have underscores for dots. */
const timmNaming = (mark: RegExp): Naming => ({ author: 'timm', mark, rules: [] });
const features: NamingOf = (mark) => ({
	author: 'timm',
	mark: new RegExp(mark.source.replace(/^(stages|layers)\\\./, '$1_')),
	rules: [[/^(stem|stages|layers)_(\d+)\.(.+)$/, '$1.$2.$3']]
});
type NamingOf = (mark: RegExp) => Naming;

/** A way to read a file's names: as whose, and what stands around the network's. */
export type Wrapping = Readonly<{ reader: FamilyReader; naming: Naming; prefix: string }>;

const namingsOf = ({ namings, marks }: FamilyReader): readonly Naming[] => [
	...namings,
	...marks.map(timmNaming),
	...marks.filter(({ source }) => /^(stages|layers)\\\./.test(source)).map(features)
];

/** Copies of a network that training keeps, and which of them is read where there are several. */
const COPIES = [/(^|[._])teacher\./, /ema/, /(^|[._])student\./, /momentum|encoder_k|target/];

/** The later, the less a prefix promises the network that was trained. */
const standing = (prefix: string): number => COPIES.findIndex((copy) => copy.test(prefix));

/** More ways than any file has that is not made to have many. */
const MOST_WAYS = 24;

/** What stands before a mark in a name; `null` where it is not at the end of one. */
function before(mark: RegExp, name: string): string | null {
	const at = mark.exec(name)?.index ?? -1;
	return at === 0 || name[at - 1] === '.' ? name.slice(0, at) : null;
}

/** All ways to read a file's names, the likelier first; found from where tensors lie that are known. */
export function wrappingsOf(
	names: readonly string[],
	readers: readonly FamilyReader[]
): readonly Wrapping[] {
	const all = readers.flatMap((reader) =>
		namingsOf(reader).map((naming) => ({ reader, naming, prefixes: new Set<string>() }))
	);
	const any = new RegExp(all.map(({ naming }) => naming.mark.source).join('|'));
	for (const name of names) {
		if (!any.test(name)) continue;
		for (const { naming, prefixes } of all) {
			const prefix = before(naming.mark, name);
			if (prefix !== null) prefixes.add(prefix);
		}
	}
	return all
		.flatMap(({ reader, naming, prefixes }) =>
			[...prefixes].slice(0, MOST_WAYS).map((prefix) => ({ reader, naming, prefix }))
		)
		.sort((a, b) => standing(a.prefix) - standing(b.prefix))
		.slice(0, MOST_WAYS);
}

function rename({ rules }: Naming, name: string): string {
	for (const [pattern, to] of rules) {
		const found = pattern.exec(name);
		if (found) return typeof to === 'string' ? name.replace(pattern, to) : to(...found.slice(1));
	}
	return name;
}

/** A part of one of timm's tensors, and its place among the others of it. */
type Piece<Part> = Readonly<{ at: number; part: Part; slice?: Recipe['slice']; shape: Shape }>;

const PLACE = /@(\d)$/;

/** What a tensor of the file stands for. */
function piecesOf<Part extends Readonly<{ shape: Shape }>>(
	naming: Naming,
	name: string,
	part: Part
): readonly (readonly [name: string, piece: Piece<Part>])[] {
	const split = naming.splits?.find(({ of }) => of.test(name));
	if (!split) {
		const [renamed, at] = [rename(naming, name), PLACE.exec(rename(naming, name))?.[1]];
		const piece = { at: Number(at ?? 0), part, shape: part.shape };
		return [[renamed.replace(PLACE, ''), piece]];
	}
	const [rows = 0, ...rest] = part.shape;
	return split.into.map(({ name: to, from, to: end }) => {
		const [first, last] = [Math.round(from * rows), Math.round(end * rows)];
		const slice = [first * elements(rest), last * elements(rest)] as const;
		return [to, { at: 0, part, slice, shape: [last - first, ...rest] }];
	});
}

/** The shape of pieces that lie one below the other. */
function joinedShape<Part>(name: string, pieces: readonly Piece<Part>[]): Shape {
	const [first, ...others] = pieces.map(({ shape }) => shape);
	const rest = first?.slice(1) ?? [];
	if (others.some((shape) => shape.slice(1).join() !== rest.join()))
		throw new FormatError(`The parts of ${quoted(name)} have shapes that do not go together.`);
	const rows = pieces.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
	return pieces.length === 1 ? (first ?? []) : [rows, ...rest];
}

/** The view of values of a shape that has its axes in another order. */
const stridedOf = (read: Shape, axes: readonly number[]): Strided => ({
	shape: axes.map((axis) => read[axis] ?? 1),
	strides: axes.map((axis) => elements(read.slice(axis + 1)))
});

function tensorOf<Part>(naming: Naming, name: string, found: readonly Piece<Part>[]): Tensor<Part> {
	const pieces = [...found].sort((a, b) => a.at - b.at);
	if (new Set(pieces.map(({ at }) => at)).size < pieces.length)
		throw new FormatError(`Two tensors of the file stand for ${quoted(name)}.`);
	const joined = joinedShape(name, pieces);
	const slice = pieces[0]?.slice;
	const laid = naming.layouts?.find(({ of }) => of.test(name))?.layout(joined);
	const recipe: Recipe = {
		...(slice ? { slice } : {}),
		...(laid?.axes ? { order: stridedOf(laid.read, laid.axes) } : {})
	};
	const flat = naming.flat?.test(name) ?? false;
	return {
		shape: laid?.shape ?? (flat ? [elements(joined)] : joined),
		parts: pieces.map(({ part }) => part),
		...(slice || laid ? { recipe } : {})
	};
}

function put<T>(lists: Map<string, T[]>, key: string, value: T): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}

/** A file's tensors under timm's names and in timm's shapes, and what stands outside of the network's prefix. */
export type Renamed<Part> = Readonly<{
	tensors: ReadonlyMap<string, Tensor<Part>>;
	/** Names as the file has them, by timm's. */
	from: ReadonlyMap<string, readonly string[]>;
	outside: readonly string[];
}>;

/**
 * Takes a file's tensors to timm's names. Buffers that no network is built from are left out.
 *
 * @throws FormatError when two tensors get the same name
 */
export function toTimmNames<Part extends Readonly<{ shape: Shape }>>(
	tensors: ReadonlyMap<string, Part>,
	{ naming, prefix }: Pick<Wrapping, 'naming' | 'prefix'>
): Renamed<Part> {
	const pieces = new Map<string, Piece<Part>[]>();
	const from = new Map<string, string[]>();
	const outside: string[] = [];
	for (const [name, part] of tensors) {
		if (BUFFER.test(name)) continue;
		if (!name.startsWith(prefix)) {
			outside.push(name);
			continue;
		}
		for (const [timm, piece] of piecesOf(naming, name.slice(prefix.length), part)) {
			put(pieces, timm, piece);
			put(from, timm, name);
		}
	}
	const joined = [...pieces].map(([name, all]) => [name, tensorOf(naming, name, all)] as const);
	return { tensors: new Map(joined), from, outside };
}

import { elements } from '../arch/ops.ts';
import type { Naming } from '../arch/families/naming.ts';
import type { Shape } from '../arch/net.ts';
import type { Wrapping } from './naming.ts';
import { tensorOf, type Piece } from './pieces.ts';
import type { Tensor } from './tensor.ts';

/** Buffers that follow from the design, or count steps of training. */
const BUFFER =
	/(^|\.)(num_batches_tracked|relative_position_index|relative_coords_table|attn_mask|position_ids)$/;

function rename({ rules }: Naming, name: string): string {
	for (const [pattern, to] of rules) {
		const found = pattern.exec(name);
		if (found) return typeof to === 'string' ? name.replace(pattern, to) : to(...found.slice(1));
	}
	return name;
}

const PLACE = /(@(\d)|\+)$/;

/** A name of timm's with the piece that goes there. */
function pieceAt<Part>(
	marked: string,
	piece: Pick<Piece<Part>, 'part' | 'slice' | 'shape'>
): readonly [name: string, piece: Piece<Part>] {
	const [mark = '', , at = '0'] = PLACE.exec(marked) ?? [];
	const name = marked.slice(0, marked.length - mark.length);
	return [name, { ...piece, at: Number(at), isTerm: mark === '+' }];
}

/** What a tensor of the file stands for. */
function piecesOf<Part extends Readonly<{ shape: Shape }>>(
	naming: Naming,
	name: string,
	part: Part
): readonly (readonly [name: string, piece: Piece<Part>])[] {
	const { shape } = part;
	const split = naming.splits?.find(({ of }) => of.test(name));
	if (!split || (split.axis === 1 && shape[0] !== 1))
		return [pieceAt(rename(naming, name), { part, shape })];
	const { of, axis = 0, into } = split;
	const [before, rest] = [shape.slice(0, axis), shape.slice(axis + 1)];
	return into(shape[axis] ?? 0).map(({ name: to, from, to: end }) =>
		pieceAt(name.replace(of, to), {
			part,
			slice: [from * elements(rest), end * elements(rest)],
			shape: [...before, end - from, ...rest]
		})
	);
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

import type { Layer } from '../arch/infer.ts';
import { join, sidesOf, type Shape, type Sides } from '../arch/net.ts';
import type { Resample, Tensor } from './tensor.ts';

/** A table of positions that is taken to another size. */
export type TableChange = Readonly<{
	name: string;
	shape: Shape;
	/** `null` where it cannot be: the network then lacks it. */
	resample: Resample | null;
}>;

const TABLE = 'pos_embed';

/** Rows and columns of the patches; `null` where an image is not cut into any. */
function patchesIn(layers: readonly Layer[]): Sides | null {
	const [rows, columns] = layers.find(({ path }) => path === 'patch_embed.flatten')?.in ?? [];
	return rows === undefined || columns === undefined ? null : [rows, columns];
}

const sameSides = (a: Sides, b: Sides): boolean => a[0] === b[0] && a[1] === b[1];

type Tensors = ReadonlyMap<string, Tensor<unknown>>;

/** A table of the positions of patches. */
function positionsIn(
	tensors: Tensors,
	own: readonly Layer[],
	layers: readonly Layer[]
): readonly TableChange[] {
	const [one, length, channels] = tensors.get(TABLE)?.shape ?? [];
	const [from, to] = [patchesIn(own), patchesIn(layers)];
	if (one !== 1 || length === undefined || channels === undefined || !from || !to) return [];
	if (sameSides(from, to)) return [];
	const learned = length - from[0] * from[1];
	if (learned < 0) return [];
	const shape = [1, learned + to[0] * to[1], channels];
	return [{ name: TABLE, shape, resample: { kind: 'positions', learned, from, to, channels } }];
}

const BIASES = 'relative_position_bias_table';

/** Windows of all attention that has a table of biases, by the table's name. */
const windowsIn = (layers: readonly Layer[]): ReadonlyMap<string, Sides> =>
	new Map(
		layers.flatMap(({ op, path }) =>
			op.kind === 'attention' && op.window !== null && !op.continuous
				? [[join(path, BIASES), sidesOf(op.window)] as const]
				: []
		)
	);

/** Tables of biases of the positions in windows. timm resamples those of square windows only. */
function biasesIn(
	tensors: Tensors,
	own: readonly Layer[],
	layers: readonly Layer[]
): readonly TableChange[] {
	const before = windowsIn(own);
	return [...windowsIn(layers)].flatMap(([name, to]) => {
		const [from, heads] = [before.get(name), tensors.get(name)?.shape[1]];
		if (!from || heads === undefined || sameSides(from, to)) return [];
		const shape = [(2 * to[0] - 1) * (2 * to[1] - 1), heads];
		const isSquare = from[0] === from[1];
		return [
			{ name, shape, resample: isSquare ? { kind: 'biases', from: from[0], to, heads } : null }
		];
	});
}

/**
 * Tables of learned positions that fit a network but for the size of its map or of its windows.
 *
 * @param own layers of the design that the tensors are of
 */
export const tablesIn = (
	tensors: Tensors,
	own: readonly Layer[],
	layers: readonly Layer[]
): readonly TableChange[] => [
	...positionsIn(tensors, own, layers),
	...biasesIn(tensors, own, layers)
];

/** Tensors with tables of other sizes in place of their own. */
export function withTables<Part>(
	tensors: ReadonlyMap<string, Tensor<Part>>,
	changes: readonly TableChange[]
): ReadonlyMap<string, Tensor<Part>> {
	if (changes.length === 0) return tensors;
	const changed = new Map(tensors);
	for (const { name, shape, resample } of changes) {
		const tensor = tensors.get(name);
		if (tensor && resample)
			changed.set(name, { ...tensor, shape, recipe: { ...tensor.recipe, resample } });
		else changed.delete(name);
	}
	return changed;
}

function tellTable(resample: Resample): string {
	const to = resample.to.join(' × ');
	return resample.kind === 'biases'
		? `biases of relative positions resampled from windows of ${resample.from} × ${resample.from} to ${to}, as timm does`
		: `positions resampled from ${resample.from.join(' × ')} to ${to}, as timm does`;
}

/** What was done to tables, in words, each kind of change once. */
export const tellTables = (changes: readonly TableChange[]): readonly string[] => [
	...new Set(changes.flatMap(({ resample }) => (resample ? [tellTable(resample)] : [])))
];

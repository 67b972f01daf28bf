import type { Layer } from '../arch/infer.ts';
import type { Resample, Tensor } from './tensor.ts';

/** A table of positions that is taken to a map of another size. */
export type TableChange = Readonly<{ name: string; resample: Resample }>;

const TABLE = 'pos_embed';

/** Rows and columns of the patches; `null` where an image is not cut into any. */
function patchesIn(layers: readonly Layer[]): readonly [number, number] | null {
	const [rows, columns] = layers.find(({ path }) => path === 'patch_embed.flatten')?.in ?? [];
	return rows === undefined || columns === undefined ? null : [rows, columns];
}

/**
 * Tables of learned positions that fit a network but for the size of its map.
 *
 * @param own layers of the design that the tensors are of
 */
export function tableIn(
	tensors: ReadonlyMap<string, Tensor<unknown>>,
	own: readonly Layer[],
	layers: readonly Layer[]
): readonly TableChange[] {
	const [one, length, channels] = tensors.get(TABLE)?.shape ?? [];
	const [from, to] = [patchesIn(own), patchesIn(layers)];
	if (one !== 1 || length === undefined || channels === undefined || !from || !to) return [];
	if (from[0] === to[0] && from[1] === to[1]) return [];
	const learned = length - from[0] * from[1];
	return learned < 0 ? [] : [{ name: TABLE, resample: { learned, from, to, channels } }];
}

/** Tensors with tables for other maps in place of their own. */
export function withTables<Part>(
	tensors: ReadonlyMap<string, Tensor<Part>>,
	changes: readonly TableChange[]
): ReadonlyMap<string, Tensor<Part>> {
	const changed = changes.flatMap(({ name, resample }) => {
		const tensor = tensors.get(name);
		const length = resample.learned + resample.to[0] * resample.to[1];
		return tensor
			? [
					[
						name,
						{
							...tensor,
							shape: [1, length, resample.channels],
							recipe: { ...tensor.recipe, resample }
						}
					] as const
				]
			: [];
	});
	return changed.length === 0 ? tensors : new Map([...tensors, ...changed]);
}

/** What was done to tables, in words. */
export const tellTables = (changes: readonly TableChange[]): readonly string[] =>
	changes.map(
		({ resample: { from, to } }) =>
			`positions resampled from ${from.join(' × ')} to ${to.join(' × ')}, as timm does`
	);

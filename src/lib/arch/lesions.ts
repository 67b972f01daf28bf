import type { Layer } from './infer.ts';

/** What is switched off in a pass: some channels of what a layer gives are zero, or all (`null`). */
export type Lesion = Readonly<{ path: string; channels: readonly number[] | null }>;

/** Ids of the blocks of a network, in order. */
export const blocksOf = (layers: readonly Layer[]): readonly string[] => [
	...new Set(
		layers.flatMap(({ block, blockRole }) => (block !== null && blockRole === 'block' ? block : []))
	)
];

/**
 * Switches off all that a block adds to what it is given: it then hands that on, or what its shortcut makes
 * of it where that has layers of its own. Nothing where a block has no shortcut.
 *
 * @param layers all operations in order of computation
 * @param flow what each takes, as `flowOf` has it
 */
export function withoutBlock(
	layers: readonly Layer[],
	flow: readonly (readonly number[])[],
	block: string
): readonly Lesion[] {
	const joins = layers.filter(
		({ block: own, op, others }) => own === block && op.kind === 'add' && others.length > 0
	);
	const paths = new Set(joins.map(({ path }) => path));
	// What is added up within a branch is gone with it.
	const outer = joins.filter(({ branches }) => !branches.some(({ join }) => paths.has(join)));
	return outer.flatMap(({ path }) => {
		const values = flow[layers.findIndex((layer) => layer.path === path)] ?? [];
		const computed = values.flatMap((value) => {
			const layer = layers[value];
			const index = layer?.branches.find(({ join }) => join === path)?.index;
			return layer && index !== undefined ? [{ path: layer.path, index }] : [];
		});
		const hasIdentity = computed.length < values.length;
		return computed
			.filter(({ index }) => hasIdentity || index === 0)
			.map((end) => ({ path: end.path, channels: null }));
	});
}

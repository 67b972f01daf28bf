import type { Layer } from '../arch/infer.ts';
import { sidesOf, type Shape, type Sides } from '../arch/net.ts';

/** How the values of a layer lie on the picture. */
export type Placement = Readonly<
	| {
			kind: 'map';
			/** Rows and columns of the whole map. */
			sides: Sides;
			/** Rows and columns of it that lie on the picture; the others are padding, below and right. */
			onPicture: Sides;
			/** Those were rolled up and left by so much: windows are shifted. */
			rolled: Sides;
			/** Tokens before those of the map, which lie nowhere; the names of what they are for. */
			leading: readonly string[];
	  }
	/** Values that belong to no place: one vector, or a few tokens that ask about all others. */
	| { kind: 'vector'; tokens: number }
>;

const still = (sides: Sides, leading: readonly string[] = []): Placement => ({
	kind: 'map',
	sides,
	rolled: [0, 0],
	onPicture: sides,
	leading
});

/** Names for so many leading tokens, of which the last few are known. */
function named(count: number, known: readonly string[]): readonly string[] {
	if (known.length === count) return known;
	return Array.from({ length: count }, (_, i) => `token ${i + 1}`);
}

/** The tokens that a layer puts before all others, by what they are for. */
function tokensOf(role: string, count: number): readonly string[] {
	if (count === 1) return [role];
	return Array.from({ length: count }, (_, i) => `${role} ${i + 1}`);
}

/**
 * Where the outputs of a network's layers lie on the picture, by path. A token sequence is the map it
 * was made of, with class and register tokens before; between a shift of windows and its undoing a map
 * is rolled, and padded where windows do not divide it (Swin).
 */
export function placementsOf(layers: readonly Layer[]): ReadonlyMap<string, Placement> {
	const placements = new Map<string, Placement>();
	let grid: Sides | null = null;
	let names: readonly string[] = [];
	let shifted: Readonly<{ rolled: Sides; onPicture: Sides }> | null = null;
	for (const { path, op, in: x, out } of layers) {
		const [height = 0, width = 0] = x;
		if (op.kind === 'flatten' && !op.vector && x.length === 3) {
			grid = [height, width];
			names = [];
		}
		if (op.kind === 'learnedTokens') names = [...tokensOf(op.role, op.count), ...names];
		if (op.kind === 'dropTokens') names = names.slice(op.count);
		if (op.kind === 'shiftWindows')
			shifted = { rolled: sidesOf(op.shift), onPicture: [height, width] };
		if (op.kind === 'unshiftWindows') shifted = null;
		placements.set(path, place(out, grid, names, shifted));
	}
	return placements;
}

function place(
	out: Shape,
	grid: Sides | null,
	names: readonly string[],
	shifted: Readonly<{ rolled: Sides; onPicture: Sides }> | null
): Placement {
	const [rows = 1, columns = 1] = out;
	if (out.length === 3) {
		const placement = still([rows, columns]);
		return shifted ? { ...placement, ...shifted } : placement;
	}
	if (out.length === 1) return { kind: 'vector', tokens: 1 };
	const patches = grid ? grid[0] * grid[1] : Infinity;
	if (!grid || rows < patches) return { kind: 'vector', tokens: rows };
	return still(grid, named(rows - patches, names));
}

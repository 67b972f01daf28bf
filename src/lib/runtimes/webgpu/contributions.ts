import type { Contribution, ToTexture } from './contribution.ts';
import type { VectorWidth } from './wgsl/vector-width.ts';

/** A line for each folder of them. Without the line and the folder, all others work as they do. */
const FOLDERS: readonly (() => Promise<Readonly<{ contribution: Contribution }>>)[] = [
	() => import('./software/contribution.ts')
];

let loaded: Promise<readonly Contribution[]> | undefined;

export const contributions = (): Promise<readonly Contribution[]> =>
	(loaded ??= Promise.all(FOLDERS.map(async (load) => (await load()).contribution)));

/** What puts weights of so many floats into a texture; `null` where they belong in a buffer. */
export async function textureFor(
	vectorWidth: VectorWidth,
	size: number
): Promise<ToTexture | null> {
	for (const { texture } of await contributions()) {
		const put = texture(vectorWidth, size);
		if (put) return put;
	}
	return null;
}

import type { PathFile } from '../../state/sources.svelte.ts';

/** Those of some files that are images, in the order of their paths. */
export const imagesIn = (files: readonly PathFile[]): readonly PathFile[] =>
	files
		.filter(({ file }) => file.type.startsWith('image/'))
		.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));

/** A file that was chosen, alone or with a folder. */
export const withPath = (file: File): PathFile => ({
	file,
	path: file.webkitRelativePath || file.name
});

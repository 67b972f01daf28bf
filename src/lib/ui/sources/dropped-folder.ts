import type { PathFile } from '../../state/sources.svelte.ts';

/** More files than that are not looked for: a whole disk may be dropped. */
const MOST = 100_000;

/** What a folder holds; browsers give it in portions. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
	const reader = folder.createReader();
	const found: FileSystemEntry[] = [];
	for (;;) {
		const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject)
		);
		if (some.length === 0) return found;
		found.push(...some);
	}
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** All files in what was dropped, folders in folders as well. What cannot be read is left out. */
export async function filesIn(entries: readonly FileSystemEntry[]): Promise<readonly PathFile[]> {
	const found: PathFile[] = [];
	const pending = [...entries];
	for (let entry = pending.pop(); entry && found.length < MOST; entry = pending.pop()) {
		if (isFolder(entry)) pending.push(...(await childrenOf(entry).catch(() => [])));
		if (!isFile(entry)) continue;
		const { fullPath } = entry;
		const read = new Promise<File>((resolve, reject) => entry.file(resolve, reject));
		const file = await read.catch(() => null);
		if (file) found.push({ file, path: fullPath.replace(/^\//, '') });
	}
	return found;
}

import type { HubFile } from './repository.ts';

/** A file that is kept, whole or begun. */
export type KeptFile = Readonly<{
	file: HubFile;
	/** Bytes that are here. */
	bytes: number;
	/** Whether it is whole and has the published hash. */
	checked: boolean;
}>;

/** Where files are kept, in parts as they came; a file is known by its hash. */
export type WeightStore = Readonly<{
	/** All that is kept. */
	all: () => Promise<readonly KeptFile[]>;
	/** Its parts, in order. */
	parts: (sha256: string) => Promise<readonly Blob[]>;
	/** Puts a part at the end of what there is. */
	append: (file: HubFile, part: Blob) => Promise<void>;
	/** Notes that it is whole and has its hash. */
	check: (file: HubFile) => Promise<void>;
	remove: (sha256: string) => Promise<void>;
}>;

/** Bytes of parts together. */
export const sizeOf = (parts: readonly Blob[]): number =>
	parts.reduce((sum, { size }) => sum + size, 0);

/** Keeps files while the page is open: where a browser has nothing else. */
export function memoryStore(): WeightStore {
	type Entry = Readonly<{ file: HubFile; parts: readonly Blob[]; checked: boolean }>;
	const entries = new Map<string, Entry>();
	const partsOf = (sha256: string) => entries.get(sha256)?.parts ?? [];
	return {
		all: () =>
			Promise.resolve(
				[...entries.values()].map(({ file, parts, checked }) => ({
					...{ file, checked },
					bytes: sizeOf(parts)
				}))
			),
		parts: (sha256) => Promise.resolve(partsOf(sha256)),
		append: async (file, part) => {
			entries.set(file.sha256, {
				...{ file, checked: false },
				parts: [...partsOf(file.sha256), part]
			});
		},
		check: async (file) => {
			entries.set(file.sha256, { file, parts: partsOf(file.sha256), checked: true });
		},
		remove: async (sha256) => void entries.delete(sha256)
	};
}

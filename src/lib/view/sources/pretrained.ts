import { examine, type Design } from '../../arch/design.ts';
import { BYTES_PER_FLOAT } from '../../count/memory.ts';
import { sumLayers } from '../../count/totals.ts';
import type { DownloadProgress } from '../../hub/download.ts';
import type { Pretrained, WhereIs } from '../../hub/pretrained.ts';
import type { HubFile } from '../../hub/repository.ts';
import type { KeptFile } from '../../hub/store.ts';
import { bytes } from '../../kit/format.ts';
import type { TimmNames } from '../../names/timm.ts';
import { readPreset } from '../../share/settings.ts';

/** Weights of a preset, as a list shows them. */
export type PretrainedRow = Pretrained &
	Readonly<{
		tag: string;
		/** The preset with the tag's input and classes. */
		design: Design;
		input: number;
		classes: number;
		/** About what the file has: its parameters in float32. */
		bytes: number;
	}>;

function rowOf(name: string, where: WhereIs): PretrainedRow | null {
	const found = where(name);
	const { design, problems } = readPreset(name);
	const examined = problems.length === 0 ? examine(design) : null;
	if (!found || !examined?.ok) return null;
	const { params } = sumLayers(examined.network.layers);
	const { input, classes } = design.config;
	return {
		...found,
		tag: name.slice(name.indexOf('.') + 1),
		design,
		input: Number(input),
		classes: Number(classes),
		bytes: BYTES_PER_FLOAT * params
	};
}

/** The weights that timm has for a preset, its default first. */
export const pretrainedRows = (
	preset: string,
	names: TimmNames,
	where: WhereIs
): readonly PretrainedRow[] =>
	(names.models.get(preset)?.tags ?? [])
		.map(({ name }) => rowOf(`${preset}.${name}`, where))
		.filter((row) => row !== null);

/** How far a file is, and which share of the work that is. */
export function tellDownload(
	file: HubFile | null,
	progress: DownloadProgress | null
): Readonly<{ text: string; share: number | null }> {
	if (!file) return { text: 'Asking the hub what it has', share: null };
	if (!progress) return { text: `Asking for ${bytes(file.size)}`, share: null };
	const share = progress.bytes / file.size;
	return progress.phase === 'check'
		? { text: `Checking its SHA-256: ${bytes(progress.bytes)} of ${bytes(file.size)}`, share }
		: { text: `${bytes(progress.bytes)} of ${bytes(file.size)}`, share };
}

/** Whether a repository’s file is kept whole. */
export const isKept = (kept: readonly KeptFile[], repository: string): boolean =>
	kept.some(({ file, checked }) => checked && file.repository === repository);

/** What a row’s button does, for those who do not see the row. */
export const tellGet = (row: PretrainedRow, kept: readonly KeptFile[]): string =>
	isKept(kept, row.repository) ? `Open ${row.tag}` : `Get ${row.tag}, about ${bytes(row.bytes)}`;

/** Bytes that are kept in all. */
export const keptBytes = (kept: readonly KeptFile[]): number =>
	kept.reduce((sum, one) => sum + one.bytes, 0);

/** What is kept of a file, in a line. */
export const tellKept = ({ file, bytes: here, checked }: KeptFile): string =>
	`${file.repository}: ${checked ? bytes(here) : `${bytes(here)} of ${bytes(file.size)}`}`;

/** The preset that a repository of timm’s has weights for; `null` where it has none. */
export function designOf(repository: string): Design | null {
	const { design, problems } = readPreset(repository);
	return repository.startsWith('timm/') && problems.length === 0 ? design : null;
}

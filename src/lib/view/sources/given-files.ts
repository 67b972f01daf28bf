import { withFamilies } from '../../arch/families.ts';
import { REPORT_FORMAT } from '../../benchmark/report/format.ts';
import { runHistory } from '../../state/run-history.svelte.ts';
import type { PathFile, Sources } from '../../state/sources.svelte.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import { fileText } from '../file-text.ts';
import { failureNotice, noticeOf, type Notice } from '../notice.ts';
import { sortGiven } from './dropped.ts';

/** Something about what was given that keeps it from being opened. */
const refusal = (message: string, field = 'file'): Notice | null =>
	noticeOf('nothing', [{ field, message }]);

const NO_FILE = 'there is no file that can be read in what was dropped, such as an empty folder';
const ADDRESS_ALONE =
	'only an address came, and this page asks no other for its pictures: copy the picture and paste it here, or save it and drop the file';

/**
 * Takes up what a person chooses, drops or pastes.
 *
 * @param tell told what could not be used, or `null` once something else was given
 */
export function givenFiles(
	studio: Pick<Studio, 'replace' | 'refusal'>,
	sources: Pick<Sources, 'look' | 'takeWeights'>,
	tell: (notice: Notice | null) => void
) {
	/** A design, or the report of a run. */
	async function open(file: File): Promise<void> {
		const { text, problem } = await fileText(file);
		if (problem !== null) return tell(refusal(problem));
		if (text.includes(REPORT_FORMAT)) return runHistory.open(text);
		try {
			const { readDesignFile } = await withFamilies(import('../../share/design-file.ts'));
			const { design, problems } = readDesignFile(text);
			tell(noticeOf(design ? 'file' : 'nothing', problems));
			if (design && !studio.replace(design)) tell(refusal(studio.refusal?.message ?? '', 'lesson'));
		} catch (error) {
			tell(failureNotice(error));
		}
	}

	function take(files: readonly PathFile[]): void {
		tell(files.length === 0 ? refusal(NO_FILE) : null);
		const { images, jsons, weights } = sortGiven(files);
		if (images.length > 0) sources.look(images);
		for (const json of jsons) void open(json);
		if (weights.length > 0) void sources.takeWeights(weights);
	}

	return { open, take, refuseAddress: () => tell(refusal(ADDRESS_ALONE)) };
}

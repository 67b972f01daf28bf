import type { PathFile } from '../../state/sources.svelte.ts';
import { imagesIn } from './images.ts';
import { WEIGHT_FILES } from './source-text.ts';

/** What a person gave at once, by what it is for. */
export type Given = Readonly<{
	images: readonly PathFile[];
	/** Of designs or of run reports. */
	jsons: readonly File[];
	/** Of one network: weights, its shards, and what lies beside them. */
	weights: readonly File[];
}>;

const ENDINGS = WEIGHT_FILES.split(',').filter((ending) => ending !== '.json');

const isWeights = ({ file }: PathFile): boolean =>
	ENDINGS.some((ending) => file.name.toLowerCase().endsWith(ending));

const inFolder = ({ path }: PathFile): boolean => path.includes('/');

const isJson = ({ name }: File): boolean => /\.json$/i.test(name);

/**
 * Sorts files. A folder with weights in it is a network's, and its pictures are of a page about it; a
 * folder with images is of images, and what else lies in it is no matter. JSON alone is for the app.
 */
export function sortGiven(files: readonly PathFile[]): Given {
	const holdsWeights = files.some(isWeights);
	const images = imagesIn(files.filter((one) => !holdsWeights || !inFolder(one)));
	const others = files
		.filter((one) => !images.includes(one) && (images.length === 0 || !inFolder(one)))
		.map(({ file }) => file);
	return others.every(isJson)
		? { images, jsons: others, weights: [] }
		: { images, jsons: [], weights: others };
}

import { asset } from '$app/paths';
import { areImagenets, type ClassNames } from '../../view/sources/labels.ts';

async function listAt(path: '/imagenet-classes.json' | '/imagenet-synsets.json') {
	try {
		const response = await fetch(asset(path));
		return response.ok ? ((await response.json()) as readonly string[]) : null;
	} catch {
		// Away from the network the numbers must do.
		return null;
	}
}

/** Names of ImageNet-1k’s classes; `null` where they do not come. */
export const imagenetNames = () => listAt('/imagenet-classes.json');

/** WordNet’s numbers of ImageNet-1k’s classes, as its folders are called; `null` where they do not come. */
const imagenetSynsets = () => listAt('/imagenet-synsets.json');

/**
 * What a network's classes are called: as its checkpoint says, or as ImageNet's where there are as many.
 *
 * @param own the checkpoint's names; `null` where it has none
 */
export async function classNames(
	own: readonly string[] | null,
	classes: number
): Promise<ClassNames> {
	const theirs = own?.length === classes ? own : null;
	if (classes !== 1000) return { names: theirs ?? [], synsets: [] };
	const [names, synsets] = await Promise.all([imagenetNames(), imagenetSynsets()]);
	return theirs && !areImagenets(theirs, names ?? [])
		? { names: theirs, synsets: [] }
		: { names: names ?? theirs ?? [], synsets: synsets ?? [] };
}

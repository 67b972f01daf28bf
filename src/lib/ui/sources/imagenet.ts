import { asset } from '$app/paths';

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
export const imagenetSynsets = () => listAt('/imagenet-synsets.json');

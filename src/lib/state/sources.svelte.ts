import { batchSize, imageWishesOf, withValue } from '../arch/design.ts';
import type { Layer } from '../arch/infer.ts';
import type { Checkpoint, Refused, WeightFile } from '../checkpoint/checkpoint.ts';
import { usualPreprocessing, type ImageFile, type Preprocessing } from '../image/preprocessing.ts';
import type { Studio } from './studio.svelte.ts';

/** What a run takes from files: weights, and an image to look at. */
export type Sources = Readonly<{
	/** The checkpoint that was opened last and fits some design. */
	readonly checkpoint: Checkpoint | null;
	/** Whether the network in view can take its weights. */
	readonly fits: boolean;
	/** The checkpoint as a run takes it; `undefined` while it does not fit. */
	readonly weights: WeightFile | undefined;
	/** Why the last file was not taken. */
	readonly refused: Refused | null;
	/** The image as a run takes it. */
	readonly image: ImageFile | undefined;
	readonly preprocessing: Preprocessing;
	/** Takes a file for what it is: an image, or else a checkpoint. */
	take(file: File): Promise<void>;
	/** Back to deterministic weights. */
	dropCheckpoint(): void;
	dropImage(): void;
	/** `null` takes what is usual for the checkpoint or preset. */
	prepare(preprocessing: Preprocessing | null): void;
	dismiss(): void;
}>;

/** What was opened. The code that reads checkpoints is loaded with the first of them. */
type Opened = Readonly<{
	checkpoint: Checkpoint;
	weights: WeightFile;
	fits: (layers: readonly Layer[]) => boolean;
}>;

export function createSources(studio: Studio): Sources {
	let opened = $state.raw<Opened | null>(null);
	let refused = $state.raw<Refused | null>(null);
	let picture = $state.raw<File | null>(null);
	let own = $state.raw<Preprocessing | null>(null);
	let newest = 0;

	const fits = $derived(opened?.fits(studio.network.layers) ?? false);
	const weights = $derived(fits ? opened?.weights : undefined);
	const preprocessing = $derived(
		own ?? usualPreprocessing(imageWishesOf(studio.design), opened?.checkpoint.author ?? '')
	);
	const image = $derived(
		picture ? { file: picture, name: picture.name, preprocessing } : undefined
	);

	/** One step to undo; a design that the checkpoint fits already stays as it is. */
	function adopt(next: Opened): void {
		opened = next;
		if (next.fits(studio.network.layers)) return;
		const design = withValue(next.checkpoint.design, 'batch', batchSize(studio.design));
		studio.open({
			design,
			baseline: studio.picked,
			convention: studio.convention,
			options: studio.options
		});
	}

	async function open(file: File): Promise<void> {
		const turn = ++newest;
		const { openCheckpoint, fitsNetwork, weightFile } = await import('../checkpoint/checkpoint.ts');
		const found = await openCheckpoint(file, file.name);
		// A file that was dropped later has been read before this one.
		if (turn !== newest) return;
		refused = found.ok ? null : found;
		if (!found.ok) return;
		const { checkpoint } = found;
		const fits = (layers: readonly Layer[]) => fitsNetwork(checkpoint, layers);
		adopt({ checkpoint, weights: weightFile(checkpoint), fits });
	}

	return {
		get checkpoint() {
			return opened?.checkpoint ?? null;
		},
		get fits() {
			return fits;
		},
		get weights() {
			return weights;
		},
		get refused() {
			return refused;
		},
		get image() {
			return image;
		},
		get preprocessing() {
			return preprocessing;
		},
		async take(file) {
			if (!file.type.startsWith('image/')) return open(file);
			refused = null;
			picture = file;
		},
		dropCheckpoint() {
			opened = null;
		},
		dropImage() {
			picture = null;
		},
		prepare(next) {
			own = next;
		},
		dismiss() {
			refused = null;
		}
	};
}

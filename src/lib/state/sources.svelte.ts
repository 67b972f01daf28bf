import { batchSize, withValue } from '../arch/design.ts';
import type * as checkpoints from '../code/checkpoint.ts';
import {
	usualPreprocessing,
	type ImageFile,
	type Preprocessing
} from '../live/image/preprocessing.ts';
import type { Studio } from './studio.svelte.ts';

type Checkpoint = checkpoints.Checkpoint;
type Tools = typeof checkpoints;

/** What a run takes from files: weights, and an image to look at. */
export type Sources = Readonly<{
	/** The checkpoint that was opened last and fits some design. */
	readonly checkpoint: Checkpoint | null;
	/** Whether the network in view can take its weights. */
	readonly fits: boolean;
	/** The checkpoint as a run takes it; `undefined` while it does not fit. */
	readonly weights: checkpoints.WeightFile | undefined;
	/** Why the last file was not taken. */
	readonly refused: checkpoints.Refused | null;
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

/** What was opened, with the code that reads it: that is loaded with the first file. */
type Opened = Readonly<{ checkpoint: Checkpoint; tools: Tools }>;

export function createSources(studio: Studio): Sources {
	let opened = $state.raw<Opened | null>(null);
	let refused = $state.raw<checkpoints.Refused | null>(null);
	let picture = $state.raw<File | null>(null);
	let own = $state.raw<Preprocessing | null>(null);
	let newest = 0;

	const fits = $derived.by(() => {
		if (!opened) return false;
		const { checkpoint, tools } = opened;
		return tools.fitsNetwork(checkpoint, studio.network.layers);
	});
	const weights = $derived(opened && fits ? opened.tools.weightFile(opened.checkpoint) : undefined);
	const preprocessing = $derived(
		own ?? usualPreprocessing(studio.design.preset, opened?.checkpoint.author ?? '')
	);
	const image = $derived(
		picture ? { file: picture, name: picture.name, preprocessing } : undefined
	);

	/** One step to undo; a design that the checkpoint fits already stays as it is. */
	function adopt({ checkpoint, tools }: Opened): void {
		opened = { checkpoint, tools };
		if (tools.fitsNetwork(checkpoint, studio.network.layers)) return;
		const design = withValue(checkpoint.design, 'batch', batchSize(studio.design));
		studio.open({
			design,
			baseline: studio.picked,
			convention: studio.convention,
			options: studio.options
		});
	}

	async function openCheckpoint(file: File): Promise<void> {
		const turn = ++newest;
		const tools = await import('../code/checkpoint.ts');
		const found = await tools.openCheckpoint(file, file.name);
		if (turn !== newest) return;
		refused = found.ok ? null : found;
		if (found.ok) adopt({ checkpoint: found.checkpoint, tools });
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
			if (!file.type.startsWith('image/')) return openCheckpoint(file);
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

import { batchSize, examine, imageWishesOf, withValue, type Design } from '../arch/design.ts';
import { sameValue, type FieldValue } from '../arch/fields.ts';
import type { Layer } from '../arch/infer.ts';
import type * as Aside from '../checkpoint/aside/client.ts';
import type * as Reading from '../checkpoint/checkpoint.ts';
import type { Checkpoint, Refused, WeightFile } from '../checkpoint/checkpoint.ts';
import { failureOf, failureText } from '../errors/failure.ts';
import {
	takesPicture,
	usualPreprocessing,
	type ImageFile,
	type Preprocessing
} from '../image/preprocessing.ts';
import type { Studio } from './studio.svelte.ts';

/** What was opened. The code that reads checkpoints is loaded with the first of them. */
type Opened = Readonly<{
	checkpoint: Checkpoint;
	weights: (design: Design) => WeightFile;
	fits: (layers: readonly Layer[]) => boolean;
}>;

type OpenFiles = typeof Aside.openAside;

const openLater: OpenFiles = async (...asked) =>
	(await import('../checkpoint/aside/client.ts')).openAside(...asked);

const openedOf = (
	checkpoint: Checkpoint,
	{ fitsNetwork, weightFile }: Pick<typeof Reading, 'fitsNetwork' | 'weightFile'>
): Opened => ({
	checkpoint,
	weights: (design) => weightFile(checkpoint, design),
	fits: (layers) => fitsNetwork(checkpoint, layers)
});

/** A file with the folders it lay in, such as `cats/1.jpg`. */
export type PathFile = Readonly<{ file: File; path: string }>;

/** What a run takes from files: weights, and an image to look at. */
export class Sources {
	readonly #studio: Studio;
	readonly #openFiles: OpenFiles;
	#opened = $state.raw<Opened | null>(null);
	#chosenPreprocessing = $state.raw<Preprocessing | null>(null);
	#newest = 0;
	#reading: AbortController | null = null;

	/** Why the last file was not taken. */
	refused = $state.raw<Refused | null>(null);
	/** What is being opened, and which share of its files is read; `null` while nothing is. */
	opening = $state.raw<Readonly<{ name: string; share: number }> | null>(null);
	/** The checkpoint that was opened last and fits some design. */
	readonly checkpoint = $derived(this.#opened?.checkpoint ?? null);
	/** Whether the network in view can take its weights. */
	readonly fits = $derived.by(() => this.#opened?.fits(this.#studio.network.layers) ?? false);
	/** The design in view. */
	readonly design = $derived.by(() => this.#studio.design);
	/** The checkpoint as a run takes it; `undefined` while it does not fit. */
	readonly weights = $derived.by(() =>
		this.fits ? this.#opened?.weights(this.#studio.design) : undefined
	);
	readonly preprocessing = $derived.by(
		(): Preprocessing =>
			this.#chosenPreprocessing ?? {
				...usualPreprocessing(imageWishesOf(this.#studio.design), this.checkpoint?.author ?? ''),
				...this.checkpoint?.about.image
			}
	);
	/** The checkpoint’s own names of classes, where files beside it have them. */
	readonly classNames = $derived(this.checkpoint?.about.classNames ?? null);
	/** The images that were chosen, a run looks at the first. */
	pictures = $state.raw<readonly PathFile[]>([]);
	readonly picture = $derived.by((): ImageFile | undefined => {
		const file = this.pictures[0]?.file;
		return file && this.imageFile(file);
	});
	/** Channels that the network in view takes. */
	readonly channels = $derived.by(() => this.#studio.network.input[2] ?? 0);
	/** The image as a run takes it; `undefined` where it has not the network’s channels. */
	readonly image = $derived(takesPicture(this.channels) ? this.picture : undefined);

	/** Whether a checkpoint or a picture is in use. */
	readonly inUse = $derived.by(() => this.#opened !== null || this.pictures.length > 0);
	/** Whether a file is on its way, was not taken, or does not fit: a person is to see that. */
	readonly asks = $derived.by(
		() => this.opening !== null || this.refused !== null || (this.#opened !== null && !this.fits)
	);

	/** @param openFiles what finds the design that files fit; beside the page if nothing else is said */
	constructor(studio: Studio, openFiles: OpenFiles = openLater) {
		this.#studio = studio;
		this.#openFiles = openFiles;
	}

	/**
	 * Takes a file for what it is: an image, or else a checkpoint.
	 *
	 * @param design what a checkpoint was made for, where that is known: taken if it fits
	 */
	take = async (file: File, design: Design | null = null): Promise<void> => {
		if (!file.type.startsWith('image/')) return this.#open([file], design);
		this.look([{ file, path: file.name }]);
	};

	/** Takes the files of one network: weights, or all shards of them, and JSON files beside them. */
	takeWeights = (files: readonly File[]): Promise<void> => this.#open(files, null);

	stopOpening = (): void => {
		this.#newest++;
		this.#reading?.abort();
		this.opening = null;
	};

	/** Takes images to look at, in place of those before. */
	look = (pictures: readonly PathFile[]): void => {
		this.refused = null;
		this.pictures = pictures;
	};

	/** An image as it is prepared for the network in view. */
	imageFile = (file: File): ImageFile => ({
		file,
		name: file.name,
		preprocessing: this.preprocessing
	});

	/** Back to deterministic weights. */
	dropCheckpoint = (): void => {
		this.#opened = null;
	};

	/** Takes a file whose network is more than the design, for want of a better one. */
	takeAnyway = async (): Promise<void> => {
		const checkpoint = this.refused?.anyway;
		if (!checkpoint) return;
		const { fitsNetwork, weightFile } = await import('../checkpoint/checkpoint.ts');
		this.refused = null;
		this.#adopt(openedOf(checkpoint, { fitsNetwork, weightFile }), null);
	};

	/** Settles what the checkpoint does not tell, with what goes along. */
	answer = (key: string, value: FieldValue): void => {
		const { assumed = [], design } = this.checkpoint ?? {};
		const along = assumed.find((one) => one.key === key)?.along ?? {};
		const isFirst = sameValue(value, design?.config[key]);
		const next = Object.entries(along).map(
			([each, beside]) => [each, isFirst ? (design?.config[each] ?? beside) : beside] as const
		);
		if (next.length === 0) this.#studio.set(key, value);
		else
			this.#studio.replace(
				next.reduce((so, each) => withValue(so, ...each), withValue(this.design, key, value))
			);
	};

	dropImage = (): void => {
		this.pictures = [];
	};

	/** `null` takes what is usual for the checkpoint or preset. */
	prepare = (preprocessing: Preprocessing | null): void => {
		this.#chosenPreprocessing = preprocessing;
	};

	dismiss = (): void => {
		this.refused = null;
	};

	/** One step to undo; a design that the checkpoint fits already stays as it is. */
	#adopt(next: Opened, known: Design | null): void {
		const studio = this.#studio;
		const examined = known && examine(known);
		const wanted = examined?.ok && next.fits(examined.network.layers) ? known : null;
		if (!wanted && next.fits(studio.network.layers)) {
			this.#opened = next;
			return;
		}
		const found = wanted ?? next.checkpoint.design;
		const design = withValue(found, 'batch', batchSize(studio.design));
		if (studio.replace(design)) this.#opened = next;
		else this.refused = { ok: false, message: studio.refusal?.message ?? '', details: [] };
	}

	async #open(files: readonly File[], known: Design | null): Promise<void> {
		this.stopOpening();
		const turn = this.#newest;
		const opened = await this.#read(files).catch((error: unknown) => {
			const message = failureText(failureOf(error));
			return { found: { ok: false, message, details: [] } as const };
		});
		const { found } = opened;
		// A file that was dropped later has been read before this one.
		if (turn !== this.#newest) return;
		this.opening = null;
		this.refused = found.ok ? null : found;
		if ('next' in opened) this.#adopt(opened.next, known);
	}

	async #read(files: readonly File[]) {
		const { signal } = (this.#reading = new AbortController());
		const name = files[0]?.name ?? '';
		const onprogress = (share: number) => {
			if (!signal.aborted) this.opening = { name, share };
		};
		onprogress(0);
		const { fitsNetwork, weightFile } = await import('../checkpoint/checkpoint.ts');
		const named = files.map((file) => ({ name: file.name, file }));
		const found = await this.#openFiles(named, { onprogress, signal });
		return found.ok
			? { found, next: openedOf(found.checkpoint, { fitsNetwork, weightFile }) }
			: { found };
	}
}

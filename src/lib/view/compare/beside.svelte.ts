import { imageWishesOf } from '../../arch/design.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import type { Features } from '../../benchmark/inspect/inspect.ts';
import type { WeightFile } from '../../checkpoint/checkpoint.ts';
import { milestoneAt, type DepthPlace } from '../../features/depth.ts';
import {
	takesPicture,
	usualPreprocessing,
	type ImageFile,
	type Preprocessing
} from '../../image/preprocessing.ts';
import type { Compared } from '../../state/compared.ts';
import { Job } from '../run/runner.svelte.ts';

/** A design as it is looked into. */
export type Looked = Pick<Compared, 'design' | 'link' | 'network'>;

/** A checkpoint, and how pictures are prepared for it. */
type Trained = Readonly<{ weights: WeightFile; preprocessing: Preprocessing }>;

export type TrainedOf = (looked: Looked) => Trained | null;

let lastNumber = 0;

/** Looks into several designs at the same depth, one after the other, on the same picture. */
export class Beside {
	readonly job: Job<'inspect'>;
	#turn = 0;
	/** Share of the depth at which they are looked into, from 0 to 1. */
	depth = $state(0.5);
	/** What of the block there is looked at. */
	place = $state.raw<DepthPlace>('end');
	/** What they look at; without it each sees stripes with noise. */
	picture = $state.raw<File | null>(null);
	/** What came out of each design, by its link. */
	found = $state.raw<Readonly<Record<string, Features>>>({});

	readonly #trainedOf: TrainedOf;

	/** @param trainedOf the checkpoint that is open for a design, where there is one */
	constructor(client: LiveClient, trainedOf: TrainedOf = () => null) {
		this.#trainedOf = trainedOf;
		this.job = new Job(client, 'inspect');
	}

	/** Whether the designs have been looked into before. */
	readonly started = $derived(Object.keys(this.found).length > 0);

	/** What leaves a design here has another name in each. */
	pathIn = ({ network }: Looked): string | null =>
		milestoneAt(network.layers, this.depth, this.place)?.path ?? null;

	/** Looks into all of them; what was under way is left. */
	look = async (designs: readonly Looked[]): Promise<void> => {
		const turn = ++this.#turn;
		for (const one of designs) {
			const path = this.pathIn(one);
			if (path === null) continue;
			const { net, input } = one.network;
			const trained = this.#trainedOf(one);
			const image = this.#imageFor(one, trained);
			const number = ++lastNumber;
			const features = await this.job.run({
				...{ net, input, path, backend: null, kernels: 'ours', design: one.link },
				...{ question: null, subject: number, picture: number },
				...(image ? { image } : {}),
				...(trained ? { weights: trained.weights } : {})
			});
			if (turn !== this.#turn || !features) return;
			this.found = { ...this.found, [one.link]: features };
		}
	};

	/** Takes another picture; what was seen of the last one is forgotten, and looked at again. */
	lookAt = async (picture: File, designs: readonly Looked[]): Promise<void> => {
		const { started } = this;
		this.picture = picture;
		this.found = {};
		if (started) await this.look(designs);
	};

	/** Ends what is under way, and does not go on to the next design. */
	stop = (): void => {
		this.#turn++;
		this.job.stop();
	};

	dispose = (): void => {
		this.#turn++;
		this.job.dispose();
	};

	#imageFor({ design, network }: Looked, trained: Trained | null): ImageFile | null {
		const { picture } = this;
		if (!picture || !takesPicture(network.input[2] ?? 0)) return null;
		const preprocessing = trained?.preprocessing ?? usualPreprocessing(imageWishesOf(design), '');
		return { file: picture, name: picture.name, preprocessing };
	}
}

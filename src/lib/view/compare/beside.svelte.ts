import { imageWishesOf } from '../../arch/design.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import type { Features } from '../../benchmark/inspect/inspect.ts';
import { milestoneAt } from '../../features/depth.ts';
import { takesPicture, usualPreprocessing, type ImageFile } from '../../image/preprocessing.ts';
import type { Compared } from '../../state/compared.ts';
import { Job } from '../run/runner.svelte.ts';

/** A design as it is looked into. */
type Looked = Pick<Compared, 'design' | 'link' | 'network'>;

let lastNumber = 0;

/** Looks into several designs at the same depth, one after the other, on the same picture. */
export class Beside {
	readonly job: Job<'inspect'>;
	#turn = 0;
	/** Share of the depth at which they are looked into, from 0 to 1. */
	depth = $state(0.5);
	/** What they look at; without it each sees stripes with noise. */
	picture = $state.raw<File | null>(null);
	/** What came out of each design, by its link. */
	found = $state.raw<Readonly<Record<string, Features>>>({});

	constructor(client: LiveClient) {
		this.job = new Job(client, 'inspect');
	}

	/** Whether the designs have been looked into before. */
	readonly started = $derived(Object.keys(this.found).length > 0);

	/** What leaves a design here has another name in each. */
	pathIn = ({ network }: Looked): string | null =>
		milestoneAt(network.layers, this.depth)?.path ?? null;

	/** Looks into all of them; what was under way is left. */
	look = async (designs: readonly Looked[]): Promise<void> => {
		const turn = ++this.#turn;
		for (const one of designs) {
			const path = this.pathIn(one);
			if (path === null) continue;
			const { net, input } = one.network;
			const image = this.#imageFor(one);
			const features = await this.job.run({
				...{ net, input, path, backend: null, kernels: 'ours', design: one.link },
				...{ question: null, subject: ++lastNumber },
				...(image ? { image } : {})
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

	dispose = (): void => {
		this.#turn++;
		this.job.dispose();
	};

	#imageFor({ design, network }: Looked): ImageFile | null {
		const { picture } = this;
		if (!picture || !takesPicture(network.input[2] ?? 0)) return null;
		const preprocessing = usualPreprocessing(imageWishesOf(design), '');
		return { file: picture, name: picture.name, preprocessing };
	}
}

import type { Layer } from '../../arch/infer.ts';
import { attentionFor } from '../../features/attentions.ts';
import { placementsOf } from '../../features/placement.ts';
import { evidenceLayerOf, isOnPicture, lastMapOf, outputLayerOf } from '../../features/shown.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import type { Question } from '../../benchmark/inspect/inspect.ts';
import type { Sources } from '../../state/sources.svelte.ts';
import type { CameraFrame } from '../../image/preprocessing.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import type { Along } from '../../state/workspace.svelte.ts';
import { Job } from '../run/runner.svelte.ts';
import { visitRun } from '../run/visit-run.svelte.ts';
import { AttentionView } from './attention.svelte.ts';
import { EvidenceView } from './evidence.svelte.ts';
import { Inspection } from './inspection.svelte.ts';
import { LesionView } from './lesion-view.svelte.ts';
import { numbersOf, sameSubject } from './subject.ts';

/** What can be looked at, and what it is called. */
export const LOOKS = [
	['features', 'Features'],
	['evidence', 'Evidence'],
	['attention', 'Attention'],
	['weights', 'Weights'],
	['fields', 'Receptive fields'],
	['lesions', 'Lesions']
] as const;

export type LookName = (typeof LOOKS)[number][0];

/** What is looked at in a design: which layer, with which question, on which picture. */
export class Looking {
	readonly #studio: Studio;
	readonly #sources: Sources;
	readonly inspection: Inspection;
	readonly asking = new EvidenceView();
	readonly attending = new AttentionView();
	readonly lesions: LesionView;
	/** Statistics of every layer. */
	readonly along: Job<'statistics'>;

	shows = $state.raw<LookName>('features');
	/** The design that a person has asked to look into. */
	#started = $state.raw<string | null>(null);
	/** What a camera shows, while one is on: it is looked at in place of the picture in use. */
	frame = $state.raw<CameraFrame | null>(null);
	/** Whether the worker did something else when a layer was selected. */
	blocked = $state(false);

	/** Whether the network is measured as a whole, when that is asked for. */
	readonly measures = $derived(this.shows === 'fields' || this.shows === 'lesions');
	/** Whether what is selected is looked at, which takes a run. */
	readonly takesRun = $derived(!this.measures && this.shows !== 'weights');

	readonly valid = $derived.by(() => this.#studio.problems.length === 0);
	readonly layers = $derived.by(() => this.#studio.network.layers);
	readonly placements = $derived(placementsOf(this.layers));
	/** The layer whose output is what is selected. */
	readonly chosen = $derived.by(() => outputLayerOf(this.layers, this.#studio.selection.selected));
	readonly classifies = $derived(this.layers.at(-1)?.op.kind === 'linear');
	readonly explains = $derived(this.shows === 'evidence' && this.classifies);
	/** The attention to show, of what is selected or else the last one. */
	readonly attentive = $derived(attentionFor(this.layers, this.chosen));
	readonly layer = $derived.by((): Layer | null => {
		if (this.shows === 'attention' && this.attentive) return this.attentive;
		if (this.shows === 'weights')
			return this.chosen ?? this.layers.find(({ weights }) => weights.length > 0) ?? null;
		if (!this.explains) return this.chosen ?? lastMapOf(this.layers, this.placements);
		const fits = this.chosen !== null && isOnPicture(this.placements.get(this.chosen.path));
		return fits ? this.chosen : evidenceLayerOf(this.layers, this.placements);
	});
	readonly question = $derived.by((): Question | null => {
		if (this.shows === 'attention') return this.attentive && { rollout: this.attending.rollout };
		return this.explains ? this.asking.question : null;
	});
	readonly subject = $derived.by(() => {
		const { network, designLink } = this.#studio;
		const { weights } = this.#sources;
		const image = this.frame ?? this.#sources.image;
		return {
			net: network.net,
			input: network.input,
			backend: visitRun.settings.backend,
			kernels: visitRun.settings.kernels,
			design: designLink,
			...(weights ? { weights } : {}),
			...(image ? { image } : {})
		};
	});
	/** After a run, or once asked for, whatever is selected is shown. */
	readonly follows = $derived.by(() => {
		const { design } = this.subject;
		return this.valid && [this.#started, visitRun.runner.result?.design].includes(design);
	});
	readonly picture = $derived.by(() =>
		this.frame ? 'the camera' : (this.#sources.image?.name ?? 'stripes with noise')
	);

	constructor(studio: Studio, sources: Sources, client: LiveClient) {
		this.#studio = studio;
		this.#sources = sources;
		this.inspection = new Inspection(client);
		this.lesions = new LesionView(client);
		this.along = new Job(client, 'statistics');
	}

	/** Asks for what the layer makes of the picture, with what is switched off. */
	ask = (): void => {
		if (this.layer)
			this.inspection.look(this.subject, this.layer.path, this.question, this.lesions.lesions);
	};

	/** Looks into this design from now on, whatever else the worker does. */
	start = (): void => {
		this.#started = this.subject.design;
		this.blocked = false;
		this.ask();
	};

	/** Looks at what a camera shows now; `null` goes back to the picture in use. */
	lookAt = (bitmap: ImageBitmap | null): void => {
		const before = this.frame;
		if (!bitmap && !before) return;
		this.frame = bitmap && { frame: bitmap, preprocessing: this.#sources.preprocessing };
		this.keep();
		if (bitmap && this.follows && this.takesRun) this.ask();
		before?.frame.close();
	};

	/** Measures what every layer makes of the picture, once the worker is free; `null` where that was left. */
	measureAlong = async (): Promise<Along | null> => {
		if (!(await this.along.afterOthers())) return null;
		const { subject } = this;
		const { weights, image } = this.#sources;
		const found = await this.along.run({ ...subject, ...numbersOf(subject) });
		return found && { design: subject.design, weights, image, found };
	};

	/** Drops what is of another network, of other weights or of another picture. */
	keep = (): void => {
		this.inspection.keep(this.subject);
		this.lesions.keep(this.subject);
		this.along.keepIf((request) => sameSubject(request, this.subject));
	};

	/** Frees the network. */
	close = (): void => {
		void this.inspection.close();
		this.lesions.job.leave();
		this.along.leave();
	};
}

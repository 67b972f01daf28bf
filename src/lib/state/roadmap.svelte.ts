import { examine, type Design, type Network } from '../arch/design.ts';
import { convNet } from '../arch/families/convnet/family.ts';
import type { ConvNetConfig } from '../arch/families/convnet/config.ts';
import { LANDMARKS } from '../roadmap/paper.ts';
import {
	configOf,
	roadmapSteps,
	stepOf,
	switched,
	switchesAt,
	type Regime
} from '../roadmap/steps.ts';
import { changeAt, roadmapOf, type Change, type RoadmapRow } from '../roadmap/costs.ts';
import { sumLayers, type Totals } from '../count/totals.ts';
import { asItComes, printLink } from '../share/link.ts';
import { printPlace, START, type Lock, type RoadmapPlace } from '../share/roadmap-link.ts';
import type { Guess, Progress } from './progress.svelte.ts';

/** A network of the roadmap, or one that a person switched together. */
export type Shown = Readonly<{ network: Network; totals: Totals; design: Design }>;

const designOf = (regime: Regime, config: ConvNetConfig): Design => ({
	family: convNet,
	preset: regime,
	config
});

function shownOf(design: Design): Shown {
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join('; '));
	return { network: examined.network, totals: sumLayers(examined.network.layers), design };
}

function rowAt(rows: readonly RoadmapRow[], index: number): RoadmapRow {
	const row = rows[index];
	if (!row) throw new Error(`there is no step ${index}`);
	return row;
}

/** The walk from ResNet to ConvNeXt: where a person stands, and everything that follows from it. */
export class Roadmap {
	readonly #progress: Progress;

	place = $state.raw<RoadmapPlace>(START);
	/** All steps of the regime, with what they cost. */
	readonly rows = $derived(roadmapOf(this.place.regime));
	/** The step that a person stands at, and the one that it is a patch of. */
	readonly row = $derived(rowAt(this.rows, this.place.step));
	readonly before = $derived(rowAt(this.rows, this.row.before));
	readonly change: Change = $derived(changeAt(this.rows, this.place.step));
	readonly rival = $derived(LANDMARKS[this.place.regime].rival);
	/** Ids of the decisions that are on. */
	readonly on: readonly string[] = $derived(this.place.switches ?? switchesAt(this.place.step));
	readonly #config = $derived(configOf(this.place.regime, this.on));
	/** The step with exactly these decisions; `null` when the paper never had this network. */
	readonly match: number | null = $derived(stepOf(this.place.regime, this.#config));
	/** Whether switches were turned away from the step. */
	readonly own = $derived(this.place.switches !== null);
	readonly #key = $derived(`${this.place.regime}/${this.row.step.id}`);
	readonly #stepNetwork = $derived(shownOf(designOf(this.place.regime, this.row.config)));
	readonly #beforeNetwork = $derived(shownOf(designOf(this.place.regime, this.before.config)));
	/** The network in view, and the one that it is compared with. */
	readonly shown: Shown = $derived(
		this.own ? shownOf(designOf(this.place.regime, this.#config)) : this.#stepNetwork
	);
	readonly reference: Shown = $derived(this.own ? this.#stepNetwork : this.#beforeNetwork);
	/** Whether the step's metrics may be seen: always, unless it is to be guessed first. */
	readonly revealed: boolean = $derived.by(() => this.own || this.isRevealed(this.place.step));
	readonly guess: Guess | null = $derived.by(() =>
		this.place.predict ? (this.#progress.guesses[this.#key] ?? null) : null
	);
	/** The hash of an address that brings this place back. */
	readonly link = $derived(printPlace(this.place));
	/** The hash of the workspace's address that opens the network in view. */
	readonly workspaceLink = $derived(printLink({ ...asItComes, design: this.shown.design }));

	constructor(progress: Progress) {
		this.#progress = progress;
	}

	/** A step's network, and the one that it is a patch of. */
	networksAt = (index: number): Readonly<{ now: Network; was: Network }> => {
		const own = rowAt(this.rows, index);
		const other = rowAt(this.rows, own.before);
		return {
			now: shownOf(designOf(this.place.regime, own.config)).network,
			was: shownOf(designOf(this.place.regime, other.config)).network
		};
	};

	/** Whether a row of the chart may be seen. */
	isRevealed = (index: number): boolean => {
		const step = roadmapSteps[index];
		if (!this.place.predict || index === 0 || !step) return true;
		return this.#progress.guesses[`${this.place.regime}/${step.id}`] !== undefined;
	};

	isLocked = (lock: Lock): boolean => this.place.locks.includes(lock);

	open = (place: RoadmapPlace): void => {
		this.place = place;
	};

	go = (step: number): void => {
		if (this.isLocked('step')) return;
		const index = Math.min(roadmapSteps.length - 1, Math.max(0, step));
		this.place = { ...this.place, step: index, switches: null };
	};

	walk = (by: number): void => this.go(this.place.step + by);

	choose = (regime: Regime): void => {
		if (!this.isLocked('regime')) this.place = { ...this.place, regime };
	};

	turn = (id: string, value: boolean): void => {
		if (this.isLocked('switches')) return;
		const { place } = this;
		const switches = switched(this.on, id, value);
		const at = stepOf(place.regime, configOf(place.regime, switches));
		// Switches that arrive at a step of the roadmap are that step, unless it may not be left.
		const arrived = at !== null && (at === place.step || !this.isLocked('step'));
		this.place = arrived ? { ...place, step: at, switches: null } : { ...place, switches };
	};

	backToRoadmap = (): void => {
		this.place = { ...this.place, switches: null };
	};

	setPredict = (value: boolean): void => {
		if (!this.isLocked('predict')) this.place = { ...this.place, predict: value };
	};

	reveal = (guess: Guess): void => this.#progress.record(this.#key, guess);

	guessAgain = (): void => this.#progress.forget(this.#key);
}

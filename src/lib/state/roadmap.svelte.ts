import { examine, type Design, type Network } from '../arch/design.ts';
import { convNet } from '../arch/families/convnet/family.ts';
import type { ConvNetConfig } from '../arch/families/convnet/build.ts';
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

/** A network of the path, or one that a person switched together. */
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

function rowAt(path: readonly RoadmapRow[], index: number): RoadmapRow {
	const row = path[index];
	if (!row) throw new Error(`there is no step ${index}`);
	return row;
}

/** The walk from ResNet to ConvNeXt: where a person stands, and everything that follows from it. */
export type Roadmap = Readonly<{
	readonly place: RoadmapPlace;
	readonly path: readonly RoadmapRow[];
	/** The step that a person stands at, and the one that it is a patch of. */
	readonly row: RoadmapRow;
	readonly before: RoadmapRow;
	readonly change: Change;
	readonly rival: (typeof LANDMARKS)[Regime]['rival'];
	/** Ids of the decisions that are on. */
	readonly on: readonly string[];
	/** The step with exactly these decisions; `null` when the paper never had this network. */
	readonly match: number | null;
	/** Whether switches were turned away from the step. */
	readonly own: boolean;
	/** The network in view, and the one that it is compared with. */
	readonly shown: Shown;
	readonly reference: Shown;
	/** Whether the step's figures may be seen: always, unless it is to be guessed first. */
	readonly revealed: boolean;
	readonly guess: Guess | null;
	/** The hash of an address that brings this place back. */
	readonly link: string;
	/** The hash of the workspace's address that opens the network in view. */
	readonly workspaceLink: string;
	/** A step's network, and the one that it is a patch of. */
	networksAt(index: number): Readonly<{ now: Network; was: Network }>;
	/** Whether a row of the chart may be seen. */
	isRevealed(index: number): boolean;
	isLocked(lock: Lock): boolean;
	open(place: RoadmapPlace): void;
	go(step: number): void;
	walk(by: number): void;
	choose(regime: Regime): void;
	turn(id: string, value: boolean): void;
	backToRoadmap(): void;
	setPredict(value: boolean): void;
	reveal(guess: Guess): void;
	guessAgain(): void;
}>;

export function createRoadmap(progress: Progress): Roadmap {
	let place = $state.raw<RoadmapPlace>(START);

	const path = $derived(roadmapOf(place.regime));
	const row = $derived(rowAt(path, place.step));
	const before = $derived(rowAt(path, row.before));
	const on = $derived(place.switches ?? switchesAt(place.step));
	const config = $derived(configOf(place.regime, on));
	const match = $derived(stepOf(place.regime, config));
	const own = $derived(place.switches !== null);
	const key = $derived(`${place.regime}/${row.step.id}`);
	const hidden = $derived(!own && !isRevealed(place.step));
	const stepNetwork = $derived(shownOf(designOf(place.regime, row.config)));
	const beforeNetwork = $derived(shownOf(designOf(place.regime, before.config)));
	const shown = $derived(own ? shownOf(designOf(place.regime, config)) : stepNetwork);
	const reference = $derived(own ? stepNetwork : beforeNetwork);

	function isRevealed(index: number): boolean {
		const step = roadmapSteps[index];
		if (!place.predict || index === 0 || !step) return true;
		return progress.guesses[`${place.regime}/${step.id}`] !== undefined;
	}

	const isLocked = (lock: Lock): boolean => place.locks.includes(lock);

	function go(step: number): void {
		if (isLocked('step')) return;
		const index = Math.min(roadmapSteps.length - 1, Math.max(0, step));
		place = { ...place, step: index, switches: null };
	}

	return {
		get place() {
			return place;
		},
		get path() {
			return path;
		},
		get row() {
			return row;
		},
		get before() {
			return before;
		},
		get change() {
			return changeAt(path, place.step);
		},
		get rival() {
			return LANDMARKS[place.regime].rival;
		},
		get on() {
			return on;
		},
		get match() {
			return match;
		},
		get own() {
			return own;
		},
		get shown() {
			return shown;
		},
		get reference() {
			return reference;
		},
		get revealed() {
			return !hidden;
		},
		get guess() {
			return place.predict ? (progress.guesses[key] ?? null) : null;
		},
		get link() {
			return printPlace(place);
		},
		get workspaceLink() {
			return printLink({ ...asItComes, design: shown.design });
		},
		networksAt(index) {
			const own = rowAt(path, index);
			const other = rowAt(path, own.before);
			return {
				now: shownOf(designOf(place.regime, own.config)).network,
				was: shownOf(designOf(place.regime, other.config)).network
			};
		},
		isRevealed,
		isLocked,
		open(next) {
			place = next;
		},
		go,
		walk(by) {
			go(place.step + by);
		},
		choose(regime) {
			if (!isLocked('regime')) place = { ...place, regime };
		},
		turn(id, value) {
			if (isLocked('switches')) return;
			const switches = switched(on, id, value);
			const at = stepOf(place.regime, configOf(place.regime, switches));
			// Switches that arrive at a step of the path are that step, unless it may not be left.
			const arrived = at !== null && (at === place.step || !isLocked('step'));
			place = arrived ? { ...place, step: at, switches: null } : { ...place, switches };
		},
		backToRoadmap() {
			place = { ...place, switches: null };
		},
		setPredict(value) {
			if (!isLocked('predict')) place = { ...place, predict: value };
		},
		reveal(guess) {
			progress.record(key, guess);
		},
		guessAgain() {
			progress.forget(key);
		}
	};
}

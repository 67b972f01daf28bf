import {
	examine,
	presetDesign,
	withStageCount,
	withValue,
	type Design,
	type Network
} from '../arch/design.ts';
import type { FieldValue, Problem } from '../arch/fields.ts';
import type { Layer } from '../arch/infer.ts';
import { sameShape } from '../arch/net.ts';
import type { Field } from '../count/receptive-field/receptive-field.ts';
import type { Convention, Options } from '../count/conventions/convention.ts';
import { paper } from '../count/conventions/paper.ts';
import { asItComes, printLink, type Linked } from '../share/link.ts';
import { baselineOf, type Baseline } from './baseline.ts';
import { fieldsByPath, sizesOf } from './fields.ts';
import type { LockableMetricId } from '../count/metrics.ts';
import { History } from './history.svelte.ts';
import { Locks } from './locks.svelte.ts';
import { readAs, type Reading } from './reading.ts';
import { PageSelection, type Selection } from './selection.svelte.ts';

/** The workspace: one design with its past, and everything that follows from it. */
export type Studio = Readonly<{
	readonly design: Design;
	/** The design's network or, while the design cannot be computed, the last one that could. */
	readonly network: Network;
	/** The network in the chosen convention. */
	readonly reading: Reading;
	readonly baselineReading: Reading;
	/** The convention that all counts are shown in. */
	readonly convention: Convention;
	readonly options: Options;
	/** Why the design cannot be computed; empty when `network` is the design's own. */
	readonly problems: readonly Problem[];
	readonly baseline: Baseline;
	/** What the units of each layer see of the image, by path. */
	readonly fields: ReadonlyMap<string, Field>;
	/** Side of what they see, px; `null` where they see everything. */
	readonly fieldSizes: ReadonlyMap<string, number | null>;
	/** The baseline's layers, when it is another network than the design. */
	readonly ghost: readonly Layer[] | null;
	/** The baseline that was picked; `null` follows the design's preset. */
	readonly picked: string | null;
	/** The design as a link, without what it is compared with. */
	readonly designLink: string;
	/** The hash of an address that brings this workspace back. */
	readonly link: string;
	readonly selection: Selection;
	readonly canUndo: boolean;
	readonly canRedo: boolean;
	undo(): void;
	redo(): void;
	/** Takes up what a link holds; at the beginning there is nothing to go back to. */
	open(linked: Omit<Linked, 'problems'>, beginning?: boolean): void;
	/** Takes up a design, and leaves how it is looked at. */
	replace(next: Design, gesture?: string): void;
	choosePreset(name: string): void;
	/** A metric that is locked while fields are edited. */
	readonly locks: Pick<Locks, 'lock' | 'outcome'>;
	/** Locks a metric at its present value, or none. */
	lockMetric(metric: LockableMetricId | null): void;
	/** Names the field that moves for the locked metric. */
	setFreeVariable(freeVariable: string): void;
	/** Changes a field; with a metric locked, another field moves in the same step. */
	set(key: string, value: FieldValue, gesture?: string): void;
	setStageCount(count: number): void;
	/** Sets a field, or all of them, back to the preset. */
	reset(key?: string): void;
	compareWith(name: string | null): void;
	countAs(convention: Convention): void;
	fuseAttention(fused: boolean): void;
}>;

const sameLayers = (a: readonly Layer[], b: readonly Layer[]): boolean =>
	a.length === b.length &&
	a.every((layer, i) => {
		const other = b[i];
		return (
			layer.path === other?.path &&
			layer.op.kind === other.op.kind &&
			layer.params === other.params &&
			sameShape(layer.out, other.out)
		);
	});

export function createStudio(initial: Design): Studio {
	const history = new History(initial);
	const locks = new Locks();
	let picked = $state.raw<string | null>(null);
	let convention = $state.raw<Convention>(paper);
	let options = $state.raw<Options>({ fusedAttention: false });
	let lastGood: Network | null = null;

	const design = $derived(history.present);
	const examined = $derived(examine(design));
	const network = $derived.by((): Network => {
		if (examined.ok) lastGood = examined.network;
		if (!lastGood) throw new Error('the first design of a workspace must be one that works');
		return lastGood;
	});
	const reading = $derived(readAs(convention, network.layers, options));
	const baselineName = $derived(picked ?? design.preset);
	const baseline = $derived.by((): Baseline => {
		const found = baselineOf(baselineName);
		if (!found) throw new Error(`there is no baseline ${baselineName}`);
		return found;
	});
	const fields = $derived(fieldsByPath(network));
	const fieldSizes = $derived(sizesOf(fields));
	const baselineReading = $derived(readAs(convention, baseline.network.layers, options));
	const selection = new PageSelection((id) =>
		network.layers.some(({ path, block, section }) => [path, block, section].includes(id))
	);

	/** Another design takes the place of this one: nothing is locked any longer. */
	function replace(next: Design, gesture?: string) {
		locks.forget();
		history.replace(next, gesture);
	}

	function edit(next: Design, gesture?: string) {
		history.replace(locks.after(design, next), gesture);
	}

	return {
		get design() {
			return design;
		},
		get network() {
			return network;
		},
		get reading() {
			return reading;
		},
		get baselineReading() {
			return baselineReading;
		},
		get convention() {
			return convention;
		},
		get options() {
			return options;
		},
		get problems() {
			return examined.ok ? [] : examined.problems;
		},
		get baseline() {
			return baseline;
		},
		get fields() {
			return fields;
		},
		get fieldSizes() {
			return fieldSizes;
		},
		get ghost() {
			return sameLayers(baseline.network.layers, network.layers) ? null : baselineReading.layers;
		},
		get picked() {
			return picked;
		},
		get designLink() {
			return printLink({ ...asItComes, design });
		},
		get link() {
			return printLink({ design, baseline: picked, convention, options });
		},
		selection,
		get canUndo() {
			return history.canUndo;
		},
		get canRedo() {
			return history.canRedo;
		},
		undo() {
			history.undo();
			locks.meet(history.present);
		},
		redo() {
			history.redo();
			locks.meet(history.present);
		},
		open(linked, beginning = false) {
			if (beginning) history.begin(linked.design);
			else replace(linked.design);
			picked = linked.baseline;
			convention = linked.convention;
			options = linked.options;
		},
		replace,
		locks,
		lockMetric(metric) {
			locks.take(metric, design);
		},
		setFreeVariable(freeVariable) {
			const next = locks.setFreeVariable(freeVariable, design);
			if (next !== design) history.replace(next);
		},
		choosePreset(name) {
			const next = presetDesign(name);
			if (next) replace(next);
		},
		set(key, value, gesture) {
			edit(withValue(design, key, value), gesture);
		},
		setStageCount(count) {
			edit(withStageCount(design, count));
		},
		reset(key) {
			const original = presetDesign(design.preset);
			if (!original) return;
			const value = key === undefined ? undefined : original.config[key];
			if (key === undefined || value === undefined) replace(original);
			else edit(withValue(design, key, value));
		},
		compareWith(name) {
			picked = name;
		},
		countAs(next) {
			convention = next;
		},
		fuseAttention(fusedAttention) {
			options = { fusedAttention };
		}
	};
}

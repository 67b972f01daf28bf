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
import type { FieldSizes } from '../draw/network/field-track.ts';
import type { Convention, Options } from '../count/conventions/convention.ts';
import { paper } from '../count/conventions/paper.ts';
import { lessonRefusal } from '../share/broken-locks.ts';
import { keepsBlock, type BegunLesson } from '../share/design-lesson.ts';
import { asItComes, printLink, type Linked } from '../share/link.ts';
import type { TourStepId } from '../share/tour-steps.ts';
import { readPreset } from '../share/settings.ts';
import { baselineOf, type Baseline } from './baseline.ts';
import { fieldsByPath, sizesOf } from './fields.ts';
import type { LockableMetricId } from '../count/metrics.ts';
import { History } from './history.svelte.ts';
import { Locks } from './locks.svelte.ts';
import { readAs, type Reading } from './reading.ts';
import { PageSelection, type Selection } from './selection.svelte.ts';

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

/** What undo and redo lead to: a design, and the lesson that it was made in. */
type Step = Readonly<{ design: Design; lesson: BegunLesson | null }>;

/** Why a lesson did not let a change be made, and the field that it was asked of, where it was one. */
export type Refusal = Readonly<{ message: string; field: string | null }>;

/** The workspace: one design with its past, and everything that follows from it. */
export class Studio {
	readonly #history: History<Step>;
	readonly #locks = new Locks();
	#lastGood: Network | null = null;

	/** The baseline that was picked; `null` follows the design's preset. */
	picked = $state.raw<string | null>(null);
	/** The convention that all counts are shown in. */
	convention = $state.raw<Convention>(paper);
	options = $state.raw<Options>({ fusedAttention: false });
	/** Where a person stands in the tour of what the network sees; `null` where they take none. */
	tour = $state.raw<TourStepId | null>(null);
	#refusal = $state.raw<Refusal | null>(null);

	readonly design = $derived.by(() => this.#history.present.design);
	/** A lesson that a link brought, and the design that it is about. */
	readonly lesson = $derived.by(() => this.#history.present.lesson);
	readonly #examined = $derived(examine(this.design));
	/** The design's network or, while the design cannot be computed, the last one that could. */
	readonly network = $derived.by((): Network => {
		if (this.#examined.ok) this.#lastGood = this.#examined.network;
		if (!this.#lastGood) throw new Error('the first design of a workspace must be one that works');
		return this.#lastGood;
	});
	/** Why the design cannot be computed; empty when `network` is the design's own. */
	readonly problems: readonly Problem[] = $derived(
		this.#examined.ok ? [] : this.#examined.problems
	);
	/** The network in the chosen convention. */
	readonly reading: Reading = $derived(readAs(this.convention, this.network.layers, this.options));
	readonly #baselineName = $derived(this.picked ?? this.design.preset);
	readonly baseline = $derived.by((): Baseline => {
		const found = baselineOf(this.#baselineName);
		if (!found) throw new Error(`there is no baseline ${this.#baselineName}`);
		return found;
	});
	readonly baselineReading: Reading = $derived(
		readAs(this.convention, this.baseline.network.layers, this.options)
	);
	/** What the units of each layer see of the image, by path. */
	readonly fields: ReadonlyMap<string, Field> = $derived(fieldsByPath(this.network));
	/** How high and wide what they see is, px; `null` where they see everything. */
	readonly fieldSizes: FieldSizes = $derived(sizesOf(this.fields));
	/** The baseline's layers, when it is another network than the design. */
	readonly ghost: readonly Layer[] | null = $derived(
		sameLayers(this.baseline.network.layers, this.network.layers)
			? null
			: this.baselineReading.layers
	);
	/** The design as a link, without what it is compared with. */
	readonly designLink = $derived(printLink({ ...asItComes, design: this.design }));
	/** The hash of an address that brings this workspace back. */
	readonly link = $derived(
		printLink({
			design: this.design,
			baseline: this.picked,
			convention: this.convention,
			options: this.options,
			lesson: this.lesson,
			tour: this.tour
		})
	);
	readonly canUndo = $derived.by(() => this.#history.canUndo);
	readonly canRedo = $derived.by(() => this.#history.canRedo);
	/** A metric that is locked while fields are edited. */
	readonly locks: Pick<Locks, 'lock' | 'outcome'> = this.#locks;
	readonly selection: Selection = new PageSelection((id) => {
		const { layers } = this.network;
		if (layers.some(({ path, block, section }) => [path, block, section].includes(id))) return id;
		// A layer that an edit of its block took away or called otherwise leaves the block.
		return layers.find(({ block }) => block !== null && id.startsWith(`${block}.`))?.block ?? null;
	});

	/** @param initial a design that can be computed */
	constructor(initial: Design) {
		this.#history = new History<Step>({ design: initial, lesson: null });
	}

	/** Goes one step back, out of a lesson too where that is what the last step entered. */
	undo = (): void => {
		this.#refusal = null;
		this.#history.undo();
		this.#locks.meet(this.design);
	};

	redo = (): void => {
		this.#refusal = null;
		this.#history.redo();
		this.#locks.meet(this.design);
	};

	/** Takes up what a link holds; at the beginning there is nothing to go back to but a lesson's start. */
	open = ({ design, lesson, ...looks }: Omit<Linked, 'problems'>, beginning = false): void => {
		const first = lesson?.start ?? design;
		if (beginning) this.#history.begin({ design: first, lesson });
		else this.#history.replace({ design: first, lesson });
		if (first !== design) this.#history.replace({ design, lesson });
		this.#refusal = null;
		this.#locks.forget();
		this.picked = looks.baseline;
		this.convention = looks.convention;
		this.options = looks.options;
		this.tour = looks.tour;
	};

	/** Whether a lesson keeps a field as it is. */
	isLocked = (key: string): boolean => this.lesson?.asked.locks.includes(key) ?? false;

	/** Whether a lesson keeps anything, so that no preset takes the design's place. */
	readonly isKept = $derived((this.lesson?.asked.locks.length ?? 0) > 0);
	/** Whether a lesson leaves no room for another block. */
	readonly keepsBlock = $derived(
		this.lesson !== null && keepsBlock(this.lesson.asked, this.design)
	);

	/** What the lesson did not let be changed last; `null` where it did. */
	get refusal(): Refusal | null {
		return this.#refusal;
	}

	/** A lesson that was left in the last step or is the next one, with the way to it; else `null`. */
	readonly leftLesson = $derived.by(() => {
		const { previous, next } = this.#history;
		if (this.lesson) return null;
		if (previous?.lesson) return { ...previous.lesson, resume: this.undo };
		return next?.lesson ? { ...next.lesson, resume: this.redo } : null;
	});

	endLesson = (): void => {
		this.#refusal = null;
		if (this.lesson) this.#history.replace({ design: this.design, lesson: null });
	};

	/**
	 * Takes up a design, and leaves how it is looked at: nothing is locked any longer.
	 *
	 * @returns whether a lesson permits it
	 */
	replace = (next: Design, gesture?: symbol): boolean => {
		if (!this.#take(next, gesture)) return false;
		this.#locks.forget();
		return true;
	};

	/** Takes up a preset, with or without a tag of timm's; a name that is none leaves what is there. */
	choosePreset = (name: string): void => {
		const { design, problems } = readPreset(name);
		if (problems.length === 0) this.replace(design);
	};

	/** Locks a metric at its present value, or none. */
	lockMetric = (metric: LockableMetricId | null): void => this.#locks.take(metric, this.design);

	/** Names the field that moves for the locked metric. */
	setFreeVariable = (freeVariable: string): void => {
		const next = this.#locks.setFreeVariable(freeVariable, this.design);
		if (next !== this.design) this.#take(next);
	};

	/**
	 * Changes a field; with a metric locked, another field moves in the same step.
	 *
	 * @returns whether a lesson permits it
	 */
	set = (key: string, value: FieldValue, gesture?: symbol): boolean =>
		this.#edit(withValue(this.design, key, value), gesture, key);

	setStageCount = (count: number): void => {
		this.#edit(withStageCount(this.design, count));
	};

	/** Sets a field back to the preset, or all of them to it or to a lesson's start. */
	reset = (key?: string): void => {
		const original = presetDesign(this.design.preset);
		if (!original) return;
		const value = key === undefined ? undefined : original.config[key];
		if (key === undefined || value === undefined) this.replace(this.lesson?.start ?? original);
		else this.#edit(withValue(this.design, key, value), undefined, key);
	};

	compareWith = (name: string | null): void => {
		this.picked = name;
	};

	countAs = (convention: Convention): void => {
		this.convention = convention;
	};

	fuseAttention = (fusedAttention: boolean): void => {
		this.options = { fusedAttention };
	};

	#edit(next: Design, gesture?: symbol, field?: string): boolean {
		const taken = this.#take(this.#locks.after(this.design, next), gesture, field);
		if (!taken) this.#locks.meet(this.design);
		return taken;
	}

	/** Makes a design the present, whatever it came from, unless it breaks what a lesson locks. */
	#take(design: Design, gesture?: symbol, field: string | null = null): boolean {
		const { lesson } = this;
		const message = lesson && lessonRefusal(lesson, this.design, design);
		this.#refusal = message === null ? null : { message, field };
		if (message !== null) return false;
		this.#history.replace({ design, lesson }, gesture);
		return true;
	}
}

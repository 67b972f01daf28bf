import type { Design } from '../../arch/design.ts';
import { enteringAt, parse, traceLine, type Trace } from '../../arch/block-text/edit/trace.ts';
import { setParameter } from '../../arch/block-text/edit/set-parameter.ts';
import {
	changeAt,
	insertAt,
	itemAt,
	itemsIn,
	moveTo,
	nudge,
	removeAt,
	replaceAt,
	type Edited,
	type ItemPath
} from '../../arch/block-text/edit/tree.ts';
import {
	addBranch,
	joinBy,
	removeBranch,
	unwrapAt,
	wrapAt,
	type Entering,
	type Wrap
} from '../../arch/block-text/edit/wrap.ts';
import type { Item, Items } from '../../arch/block-text/item.ts';
import { readLine, writeLine } from '../../arch/block-text/line.ts';
import type { CustomConfig } from '../../arch/families/custom/config.ts';
import { partLine, withPartLine, type PartLine } from '../../arch/families/custom/part.ts';
import type { FieldValue } from '../../arch/fields.ts';
import type { Diagram } from '../../draw/block/frame.ts';
import { lineDiagram } from '../../draw/block/line-diagram.ts';
import { reused } from '../../draw/block/reuse.ts';
import type { Studio } from '../../state/studio.svelte.ts';
import { exists, layerAt, pathsOf, placesByLayer, reaching, type Picked } from './places.ts';
import { momentOf, type Moment } from './step-metrics.ts';

const SAME_PLACE = 'That leaves it where it is.';
const KEEPS_ONE = 'One operation has to remain: put another one in first, or replace it.';

type Sources = Readonly<{
	studio: Studio;
	/** The design in lines: the studio's own, or what it becomes with the first edit. */
	lines: () => Design;
	/** Id of the part whose line is edited. */
	part: () => string;
	/** What layers are predicted to take, ms by path. */
	predicted: () => ReadonlyMap<string, number> | null;
}>;

/** The editing of one part of a design in its diagram: what is picked, and every edit of it. */
export class BlockEditing {
	readonly #from: Sources;
	/** What was picked here, and what the page's selection was then: another one is what counts. */
	#picked = $state.raw<Readonly<{ what: Picked; selected: string | null }> | null>(null);
	/** The network before the last edit, and the design that the edit made. */
	#step = $state.raw<Readonly<{ before: Moment; design: Design }> | null>(null);
	#gesture: symbol | undefined;
	/** Whether an edit is for all rows of the same text, or for this one. */
	everywhere = $state(true);
	/** Why the last thing that was asked for was not done. */
	refusal = $state.raw<string | null>(null);

	readonly #config = $derived.by(() => this.#from.lines().config as unknown as CustomConfig);
	readonly line: PartLine | null = $derived.by(() =>
		partLine(this.#config, this.#from.studio.network.layers, this.#from.part())
	);
	readonly trace: Trace | null = $derived.by(
		() => this.line && traceLine(parse(this.line.text), this.line.setting)
	);
	#drawn: Diagram | null = null;
	readonly diagram = $derived.by((): Diagram | null => {
		const { trace, line } = this;
		return (this.#drawn = trace && line && reused(this.#drawn, lineDiagram(trace, line.setting.x)));
	});
	readonly #known = $derived.by(() => pathsOf(this.#from.studio.network.layers));
	readonly #places = $derived.by(
		() => this.trace && placesByLayer(this.trace, this.#from.part(), this.#known)
	);
	readonly picked: Picked | null = $derived.by(() => {
		const { selected } = this.#from.studio.selection;
		const own = this.#picked;
		if (own && this.trace && own.selected === selected && exists(this.trace, own.what))
			return own.what;
		const at = selected === null ? undefined : this.#places?.get(selected);
		return at ? { kind: 'items', at, count: 1 } : null;
	});
	/** The one item that is picked. */
	readonly item: Item | null = $derived.by(() => {
		const { picked, trace } = this;
		return picked?.kind === 'items' && picked.count === 1 && trace
			? (itemAt(trace.line, picked.at) ?? null)
			: null;
	});
	/** What the last edit began with, as long as what it made is there. */
	readonly before: Moment | null = $derived.by(() =>
		this.#step?.design === this.#from.studio.design ? this.#step.before : null
	);

	readonly now: Moment = $derived.by(() => {
		const { reading, network, fields } = this.#from.studio;
		return momentOf({ ...reading, ...network }, [...fields.values()], this.#from.predicted());
	});

	constructor(from: Sources) {
		this.#from = from;
	}

	/** Channels that enter at a place, and the width that the line is written for. */
	enteringAt(at: ItemPath): Entering {
		const { line, trace } = this;
		if (!line || !trace) return { channels: 0, width: 0 };
		const x = enteringAt(trace, at, line.setting.x);
		return { channels: x.at(-1) ?? 0, width: line.setting.place.width };
	}

	pick = (what: Picked): void => {
		this.refusal = null;
		const layer = what.kind === 'items' ? this.#layerAt(what.at) : null;
		this.#from.studio.selection.select(layer ?? this.#from.part());
		this.#picked = { what, selected: this.#from.studio.selection.selected };
	};

	pickItem = (at: ItemPath): void => this.pick({ kind: 'items', at, count: 1 });

	/** Picks all from what is picked to another item beside it. */
	reach = (to: ItemPath): void => this.pick(reaching(this.picked, to));

	/** Picks one more item before or after. */
	extend = (by: 1 | -1): void => {
		const { picked, trace } = this;
		if (picked?.kind !== 'items' || !trace) return;
		const index = picked.at.at(-1) ?? 0;
		const to = [...picked.at.slice(0, -1), by > 0 ? index + picked.count : index - 1];
		if (itemAt(trace.line, to)) this.reach(to);
	};

	/** The line with items in a gap, or in place of what is picked. */
	put = (items: Items): Edited => {
		const { picked, trace } = this;
		if (!picked || !trace) return { line: [], at: [0], count: 0 };
		return picked.kind === 'gap'
			? insertAt(trace.line, picked.at, items)
			: replaceAt(trace.line, picked.at, picked.count, items);
	};

	putText = (text: string): void => this.#edit(() => this.put(parse(text)));

	remove = (): void => this.#edit(({ at, count }, line) => removeAt(line, at, count));

	nudge = (by: 1 | -1): void => this.#edit(({ at, count }, line) => nudge(line, at, count, by));

	/** Moves what is picked into a gap. */
	moveTo = (gap: ItemPath): void =>
		this.#edit(({ at, count }, line) => moveTo(line, at, count, gap));

	wrap = (wrap: Wrap): void =>
		this.#edit(({ at, count }, line) => wrapAt(line, at, count, wrap, this.enteringAt(at)));

	unwrap = (): void => this.#edit(({ at }, line) => unwrapAt(line, at));

	addBranch = (): void => this.#edit(({ at }, line) => addBranch(line, at, this.enteringAt(at)));

	removeBranch = (branch: number): void =>
		this.#edit(({ at }, line) => removeBranch(line, at, branch, this.enteringAt(at)));

	joinBy = (word: string): void => this.#edit(({ at }, line) => joinBy(line, at, word));

	set = (key: string, text: string, gesture?: symbol): void => {
		const context = this.item && this.trace?.seen.get(this.item)?.context;
		if (!context) return;
		this.#edit(
			({ at }, line) => changeAt(line, at, (item) => setParameter(item, key, text, context)),
			gesture
		);
	};

	/** Takes a line as it was typed. */
	type = (text: string, gesture?: symbol): void => {
		this.#write(text, gesture);
	};

	#edit(change: (picked: Picked, line: Items) => Edited | null, gesture?: symbol): void {
		const { picked, trace } = this;
		if (!picked || !trace) return;
		const edited = change(picked, trace.line);
		if (!edited) {
			this.refusal = SAME_PLACE;
			return;
		}
		if (itemsIn(edited.line, trace.root).length === 0) {
			this.refusal = KEEPS_ONE;
			return;
		}
		if (!this.#write(writeLine(edited.line), gesture)) return;
		const { at, count } = edited;
		this.pick(count > 0 ? { kind: 'items', at, count } : { kind: 'gap', at, count: 0 });
	}

	/** Takes up a text; says so where it is none that can be kept. */
	#write(text: string, gesture?: symbol): boolean {
		const { line } = this;
		const read = readLine(text);
		if (!line || !read.ok) {
			this.refusal = read.ok ? null : read.message;
			return false;
		}
		this.refusal = null;
		if (read.value === line.text) return true;
		const { studio } = this.#from;
		// Of one gesture, such as typing, the first step says what was before.
		const goesOn = gesture !== undefined && gesture === this.#gesture;
		const kept = goesOn || studio.problems.length > 0 ? this.before : null;
		const before = kept ?? this.now;
		const lines: FieldValue = withPartLine(this.#config, line, read.value, this.everywhere);
		const design = this.#from.lines();
		const taken =
			design === studio.design
				? studio.set(line.key, lines, gesture)
				: studio.replace({ ...design, config: { ...design.config, [line.key]: lines } }, gesture);
		if (!taken) {
			this.refusal = studio.refusal?.message ?? null;
			return false;
		}
		this.#step = { before, design: studio.design };
		this.#gesture = gesture;
		return true;
	}

	#layerAt(at: ItemPath): string | null {
		return this.trace && layerAt(this.trace, at, this.#from.part(), this.#known);
	}
}

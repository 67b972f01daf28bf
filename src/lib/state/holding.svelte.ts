import type { Design } from '../arch/design.ts';
import { costOf, type Held } from '../count/budget/figures.ts';
import { leverFor } from '../count/budget/levers.ts';
import { edited, solve, type Hold, type Solved } from '../count/budget/solve.ts';

/** A figure that is held while other fields are edited. */
export type Holding = Readonly<{
	readonly hold: Hold | null;
	/** What came of the last edit; `null` before the first. */
	readonly outcome: Solved | null;
	/** Holds a figure at its present value, or no figure any longer. */
	take(figure: Held | null, design: Design): void;
	/** Lets another field give way; returns the design in which it has. */
	giveWay(lever: string, design: Design): Design;
	/** The design after an edit: with the field moved that gives way, or as it was edited. */
	after(before: Design, after: Design): Design;
	/** Goes on holding after a step back or forth to this design. */
	meet(design: Design): void;
	/** Holds nothing any longer, for when another design takes its place. */
	forget(): void;
}>;

export function createHolding(): Holding {
	let hold = $state.raw<Hold | null>(null);
	let outcome = $state.raw<Solved | null>(null);

	return {
		get hold() {
			return hold;
		},
		get outcome() {
			return outcome;
		},
		take(figure, design) {
			const lever = leverFor(design, hold?.lever.id);
			const target = figure && costOf(design, figure);
			hold = figure && target !== null && lever ? { figure, target, lever } : null;
			outcome = null;
		},
		giveWay(id, design) {
			const lever = leverFor(design, id);
			if (!hold || !lever) return design;
			hold = { ...hold, lever };
			outcome = solve(hold, design);
			return outcome.ok && outcome.from !== outcome.to ? outcome.design : design;
		},
		after(before, after) {
			if (!hold) return after;
			// A lever keeps the proportions and the stages of the design that it was made for.
			const isStale = hold.lever.isTouched(before, after);
			outcome = edited(hold, before, after);
			const lever = isStale ? leverFor(after, hold.lever.id) : hold.lever;
			if (lever) hold = { ...hold, lever };
			return outcome.ok ? outcome.design : after;
		},
		meet(design) {
			const lever = leverFor(design, hold?.lever.id);
			if (hold && lever) hold = { ...hold, lever };
			outcome = null;
		},
		forget() {
			outcome = null;
			hold = null;
		}
	};
}

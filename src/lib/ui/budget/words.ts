import { HELD, type Costs, type Held } from '../../count/budget/figures.ts';
import type { Step } from '../../count/budget/elasticity.ts';
import type { Hold, Solved } from '../../count/budget/solve.ts';
import { bytes, difference, si } from '../format.ts';

const NAMES: Readonly<Record<Held, string>> = {
	macs: 'MACs',
	params: 'params',
	activations: 'activations',
	peak: 'peak memory'
};

export const heldName = (figure: Held): string => NAMES[figure];

/** A figure as it is held: `4.456 G MACs`. */
export const heldText = (figure: Held, value: number): string =>
	figure === 'peak' ? bytes(value) : si(value, 4);

/** What came of an edit while a figure is held. */
export function outcomeText({ figure, target, lever }: Hold, outcome: Solved | null): string {
	if (!outcome) return 'Edit any other field, and it moves along.';
	if (!outcome.ok) return `Not held: ${outcome.why}.`;
	const { from, to, value, atLimit } = outcome;
	const moved = from === to ? `${lever.label} stays ${to}` : `${lever.label} ${from} → ${to}`;
	const limit = atLimit ? ', as far as it goes' : '';
	return `${moved}${limit}; ${heldText(figure, value)}, ${difference(value, target)}`;
}

/** The relative changes of a step, a figure each, in the order in which they are held. */
export const changeTexts = (changes: Costs): readonly (readonly [string, string])[] =>
	HELD.map((figure) => [heldName(figure), difference(1 + changes[figure], 1)]);

export const stepText = ({ label, from, to }: Step): string => `${label} ${from} → ${to}`;

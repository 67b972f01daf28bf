import {
	LOCKABLE_METRICS,
	type Costs,
	type LockableMetric
} from '../../count/constraint/metrics.ts';
import type { ElasticityStep } from '../../count/constraint/elasticity.ts';
import type { Lock, Solved } from '../../count/constraint/solve.ts';
import { bytes, difference, si } from '../format.ts';

const NAMES: Readonly<Record<LockableMetric, string>> = {
	macs: 'MACs',
	params: 'params',
	activations: 'activations',
	peak: 'peak memory'
};

export const lockableName = (metric: LockableMetric): string => NAMES[metric];

/** A figure as it is held: `4.456 G MACs`. */
export const lockableText = (metric: LockableMetric, value: number): string =>
	metric === 'peak' ? bytes(value) : si(value, 4);

/** What came of an edit while a figure is held. */
export function outcomeText(
	{ metric, target, freeVariable }: Lock,
	outcome: Solved | null
): string {
	if (!outcome) return 'Edit any other field, and it moves along.';
	if (!outcome.ok) return `Not held: ${outcome.why}.`;
	const { from, to, value, atLimit } = outcome;
	const moved =
		from === to ? `${freeVariable.label} stays ${to}` : `${freeVariable.label} ${from} → ${to}`;
	const limit = atLimit ? ', as far as it goes' : '';
	return `${moved}${limit}; ${lockableText(metric, value)}, ${difference(value, target)}`;
}

/** The relative changes of a step, a figure each, in the order in which they are held. */
export const changeTexts = (changes: Costs): readonly (readonly [string, string])[] =>
	LOCKABLE_METRICS.map((metric) => [lockableName(metric), difference(1 + changes[metric], 1)]);

export const stepText = ({ label, from, to }: ElasticityStep): string => `${label} ${from} → ${to}`;

import { LOCKABLE_METRICS, metrics, type LockableMetricId } from '../../count/metrics.ts';
import type { Costs, ElasticityStep } from '../../count/constraint/elasticity.ts';
import type { Lock, Solved } from '../../count/constraint/solve.ts';
import { difference, printAs } from '../../kit/format.ts';

/** A metric as it is locked: `4.456 G`. */
export const lockableText = (id: LockableMetricId, value: number): string =>
	printAs(metrics[id].format, value, 4);

/** What came of an edit while a metric is locked. */
export function outcomeText(
	{ metric, target, freeVariable }: Lock,
	outcome: Solved | null
): string {
	if (!outcome) return 'Edit any other field, and it moves along.';
	if (!outcome.ok) return `The lock is not met: ${outcome.why}.`;
	const { from, to, value, atLimit } = outcome;
	const moved =
		from === to ? `${freeVariable.label} stays ${to}` : `${freeVariable.label} ${from} → ${to}`;
	const limit = atLimit ? ', as far as it goes' : '';
	return `${moved}${limit}; ${lockableText(metric, value)}, ${difference(value, target)}`;
}

/** The relative changes of a step, a metric each. */
/** How a metric changes, in percent. */
export const changeText = (changes: Costs, metric: LockableMetricId): string =>
	difference(1 + changes[metric], 1);

export const changeTexts = (changes: Costs): readonly (readonly [string, string])[] =>
	LOCKABLE_METRICS.map((metric) => [metrics[metric].short, changeText(changes, metric)]);

export const stepText = ({ label, from, to }: ElasticityStep): string => `${label} ${from} → ${to}`;

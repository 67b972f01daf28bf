import type { Design } from '../arch/design.ts';
import { metricOf } from '../count/design-metrics.ts';
import type { LockableMetricId } from '../count/metrics.ts';
import { freeVariableFor } from '../count/constraint/free-variables.ts';
import { edited, solve, type Lock, type Solved } from '../count/constraint/solve.ts';

/** A metric that stays where it is while other fields are edited. */
export type Locks = Readonly<{
	readonly lock: Lock | null;
	/** What came of the last edit; `null` before the first. */
	readonly outcome: Solved | null;
	/** Locks a metric at its present value, or none any longer. */
	take(metric: LockableMetricId | null, design: Design): void;
	/** Makes another field the free variable; returns the design in which it has moved. */
	setFreeVariable(freeVariable: string, design: Design): Design;
	/** The design after an edit: with the free variable moved, or as it was edited. */
	after(before: Design, after: Design): Design;
	/** Stays locked after a step back or forth to this design. */
	meet(design: Design): void;
	/** Locks nothing any longer, for when another design takes its place. */
	forget(): void;
}>;

export function createLocks(): Locks {
	let lock = $state.raw<Lock | null>(null);
	let outcome = $state.raw<Solved | null>(null);

	return {
		get lock() {
			return lock;
		},
		get outcome() {
			return outcome;
		},
		take(metric, design) {
			const freeVariable = freeVariableFor(design, lock?.freeVariable.id);
			const target = metric && metricOf(design, metric);
			lock = metric && target !== null && freeVariable ? { metric, target, freeVariable } : null;
			outcome = null;
		},
		setFreeVariable(id, design) {
			const freeVariable = freeVariableFor(design, id);
			if (!lock || !freeVariable) return design;
			lock = { ...lock, freeVariable };
			outcome = solve(lock, design);
			return outcome.ok && outcome.from !== outcome.to ? outcome.design : design;
		},
		after(before, after) {
			if (!lock) return after;
			// A free variable keeps the proportions and the stages of the design that it was made for.
			const isStale = lock.freeVariable.isTouched(before, after);
			outcome = edited(lock, before, after);
			const freeVariable = isStale
				? freeVariableFor(after, lock.freeVariable.id)
				: lock.freeVariable;
			if (freeVariable) lock = { ...lock, freeVariable };
			return outcome.ok ? outcome.design : after;
		},
		meet(design) {
			const freeVariable = freeVariableFor(design, lock?.freeVariable.id);
			if (lock && freeVariable) lock = { ...lock, freeVariable };
			outcome = null;
		},
		forget() {
			outcome = null;
			lock = null;
		}
	};
}

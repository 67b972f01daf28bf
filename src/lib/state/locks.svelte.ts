import type { Design } from '../arch/design.ts';
import { metricOf } from '../count/design-metrics.ts';
import type { LockableMetricId } from '../count/metrics.ts';
import { freeVariableFor } from '../count/constraint/free-variables.ts';
import { edited, solve, type Lock, type Solved } from '../count/constraint/solve.ts';

/** A metric that stays where it is while other fields are edited. */
export class Locks {
	#lock = $state.raw<Lock | null>(null);
	#outcome = $state.raw<Solved | null>(null);

	get lock(): Lock | null {
		return this.#lock;
	}

	/** What came of the last edit; `null` before the first. */
	get outcome(): Solved | null {
		return this.#outcome;
	}

	/** Locks a metric at its present value, or none any longer. */
	take(metric: LockableMetricId | null, design: Design): void {
		const freeVariable = freeVariableFor(design, this.#lock?.freeVariable.id);
		const target = metric && metricOf(design, metric);
		this.#lock =
			metric && target !== null && freeVariable ? { metric, target, freeVariable } : null;
		this.#outcome = null;
	}

	/** Makes another field the free variable; returns the design in which it has moved. */
	setFreeVariable(id: string, design: Design): Design {
		const freeVariable = freeVariableFor(design, id);
		if (!this.#lock || !freeVariable) return design;
		this.#lock = { ...this.#lock, freeVariable };
		const outcome = solve(this.#lock, design);
		this.#outcome = outcome;
		return outcome.ok && outcome.from !== outcome.to ? outcome.design : design;
	}

	/** The design after an edit: with the free variable moved, or as it was edited. */
	after(before: Design, after: Design): Design {
		const lock = this.#lock;
		if (!lock) return after;
		// A free variable keeps the proportions and the stages of the design that it was made for.
		const isStale = lock.freeVariable.isTouched(before, after);
		const outcome = edited(lock, before, after);
		this.#outcome = outcome;
		const freeVariable = isStale ? freeVariableFor(after, lock.freeVariable.id) : lock.freeVariable;
		if (freeVariable) this.#lock = { ...lock, freeVariable };
		return outcome.ok ? outcome.design : after;
	}

	/** Stays locked after a step back or forth to this design. */
	meet(design: Design): void {
		const freeVariable = freeVariableFor(design, this.#lock?.freeVariable.id);
		if (this.#lock && freeVariable) this.#lock = { ...this.#lock, freeVariable };
		this.#outcome = null;
	}

	/** Locks nothing any longer, for when another design takes its place. */
	forget(): void {
		this.#outcome = null;
		this.#lock = null;
	}
}

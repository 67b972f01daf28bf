import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presetDesign, withValue, type Design } from '../../../../src/lib/arch/design.ts';
import { metricOf } from '../../../../src/lib/count/design-metrics.ts';
import { LOCKABLE_METRICS, type LockableMetricId } from '../../../../src/lib/count/metrics.ts';
import {
	freeVariablesOf,
	type FreeVariable
} from '../../../../src/lib/count/constraint/free-variables.ts';
import { edited, solve } from '../../../../src/lib/count/constraint/solve.ts';
import { validDesign } from '../../../designs.ts';
import { runs } from '../../../runs.ts';

const designOf = (name: string): Design => {
	const design = presetDesign(name);
	if (!design) throw new Error(`there is no preset ${name}`);
	return design;
};
const freeVariableOf = (design: Design, id: string): FreeVariable => {
	const freeVariable = freeVariablesOf(design).find((candidate) => candidate.id === id);
	if (!freeVariable) throw new Error(`${id} cannot be the free variable`);
	return freeVariable;
};

/** Every permitted value of a free variable at which the design can be computed, with the metric there. */
function all(design: Design, { range, apply }: FreeVariable, metric: LockableMetricId) {
	const values: { number: number; value: number }[] = [];
	for (let number = range.min; number <= range.max; number += range.step) {
		const value = metricOf(apply(design, number), metric);
		if (value !== null) values.push({ number, value });
	}
	return values;
}

const SMALL = { depths: 2, depth: 2, widths: 48, width: 48, kernels: 5, input: 96, expansions: 3 };

describe('a locked metric', () => {
	it('comes as near as any permitted value of the free variable brings it, and never farther than it is', () => {
		const locked = fc.tuple(
			validDesign(SMALL),
			fc.nat(),
			fc.constantFrom(...LOCKABLE_METRICS),
			fc.double({ min: 0.2, max: 3, noNaN: true })
		);
		fc.assert(
			fc.property(locked, ([design, pick, metric, factor]) => {
				const freeVariables = freeVariablesOf(design).filter(
					({ range }) => range.max <= 96 || metric !== 'peak'
				);
				const freeVariable = freeVariables[pick % freeVariables.length];
				if (!freeVariable) return;
				const target = (metricOf(design, metric) ?? 0) * factor;
				const solved = solve({ metric, target, freeVariable }, design);
				const tried = all(design, freeVariable, metric);
				const least = Math.min(...tried.map(({ value }) => Math.abs(value - target)));
				// A shortcut needs no projection at just one width: there, a metric may fall as widths grow.
				const falls = tried.some(({ value }, i) => value < (tried[i - 1]?.value ?? 0));
				const present = Math.abs((metricOf(design, metric) ?? Infinity) - target);
				if (!solved.ok)
					expect(falls || new Set(tried.map(({ value }) => value)).size === 1).toBe(true);
				else if (falls && freeVariable.rises)
					expect(Math.abs(solved.value - target)).toBeLessThanOrEqual(present);
				else expect(Math.abs(solved.value - target)).toBe(least);
			}),
			{ numRuns: runs(60) }
		);
	});

	it('lies between the values one step up and one step down, whatever was edited', () => {
		const edits = fc.tuple(
			fc.constantFrom(3, 5, 9, 11),
			fc.constantFrom('widths', 'widths.2', 'depths.2', 'input')
		);
		fc.assert(
			fc.property(edits, fc.constantFrom('macs', 'activations'), ([kernel, id], metric) => {
				const before = designOf('convnext_tiny');
				const after = withValue(before, 'kernels', [kernel, kernel, kernel, kernel]);
				const lock = {
					metric,
					target: metricOf(before, metric) ?? 0,
					freeVariable: freeVariableOf(before, id)
				} as const;
				const solved = edited(lock, before, after);
				if (!solved.ok) throw new Error(solved.why);
				// Between two multiples of the total stride, a larger image costs the same.
				const far = id === 'input' ? 32 : 1;
				const beside = [-far, far].map((step) =>
					metricOf(lock.freeVariable.apply(after, solved.to + step), metric)
				);
				expect(beside[0]).toBeLessThanOrEqual(lock.target);
				expect(beside[1]).toBeGreaterThanOrEqual(lock.target);
				expect(metricOf(solved.design, metric)).toBe(solved.value);
			}),
			{ numRuns: runs(24) }
		);
	});

	it('stays at the integer while nothing was edited', () => {
		for (const name of [
			'convnext_tiny',
			'resnet50',
			'swin_tiny_patch4_window7_224',
			'vit_small_patch16_224'
		]) {
			const design = designOf(name);
			const freeVariable = freeVariableOf(design, 'input');
			const target = metricOf(design, 'macs') ?? 0;
			expect(solve({ metric: 'macs', target, freeVariable }, design)).toMatchObject({
				value: target
			});
		}
	});
});

describe('a field that cannot be the free variable says why', () => {
	const design = designOf('convnext_tiny');
	const target = metricOf(design, 'params') ?? 0;

	it('when it is the one being edited', () => {
		const lock = {
			metric: 'params',
			target,
			freeVariable: freeVariableOf(design, 'widths.2')
		} as const;
		const after = withValue(design, 'widths', [96, 192, 400, 768]);
		expect(edited(lock, design, after)).toEqual({
			ok: false,
			why: 'you are editing width of stage 3 itself; let another field move'
		});
	});

	it('when the metric does not depend on it', () => {
		const freeVariable = freeVariableOf(design, 'input');
		expect(solve({ metric: 'params', target, freeVariable }, design)).toEqual({
			ok: false,
			why: 'input size does not change this metric'
		});
	});

	it('and stands at the end of its range when the target lies beyond', () => {
		const freeVariable = freeVariableOf(design, 'depths.2');
		expect(solve({ metric: 'params', target: 10 * target, freeVariable }, design)).toMatchObject({
			to: 96,
			atLimit: true
		});
		expect(solve({ metric: 'params', target: 1, freeVariable }, design)).toMatchObject({
			to: 1,
			atLimit: true
		});
	});
});

it('all widths keep their proportions', () => {
	const design = designOf('convnext_tiny');
	const freeVariable = freeVariableOf(design, 'widths');
	const wider = freeVariable.apply(freeVariable.apply(design, 37), 100);
	expect(wider.config.widths).toEqual([100, 200, 400, 800]);
});

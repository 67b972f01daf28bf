import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presetDesign, withValue, type Design } from '../../src/lib/arch/design.ts';
import { costOf, HELD, type Held } from '../../src/lib/count/budget/figures.ts';
import { leversOf, type Lever } from '../../src/lib/count/budget/levers.ts';
import { edited, solve } from '../../src/lib/count/budget/solve.ts';
import { validDesign } from '../designs.ts';

const designOf = (name: string): Design => {
	const design = presetDesign(name);
	if (!design) throw new Error(`there is no preset ${name}`);
	return design;
};
const leverOf = (design: Design, id: string): Lever => {
	const lever = leversOf(design).find((candidate) => candidate.id === id);
	if (!lever) throw new Error(`${id} cannot give way`);
	return lever;
};

/** Every permitted value of a lever at which the design can be computed, with the figure there. */
function all(design: Design, { range, apply }: Lever, figure: Held) {
	const values: { number: number; value: number }[] = [];
	for (let number = range.min; number <= range.max; number += range.step) {
		const value = costOf(apply(design, number), figure);
		if (value !== null) values.push({ number, value });
	}
	return values;
}

const SMALL = { depths: 2, depth: 2, widths: 48, width: 48, kernels: 5, input: 96, expansions: 3 };

describe('a held figure', () => {
	it('comes as near as any permitted value of the field that gives way brings it', () => {
		const held = fc.tuple(
			validDesign(SMALL),
			fc.nat(),
			fc.constantFrom(...HELD),
			fc.double({ min: 0.2, max: 3, noNaN: true })
		);
		fc.assert(
			fc.property(held, ([design, pick, figure, factor]) => {
				const levers = leversOf(design).filter(({ range }) => range.max <= 96 || figure !== 'peak');
				const lever = levers[pick % levers.length];
				if (!lever) return;
				const target = (costOf(design, figure) ?? 0) * factor;
				const solved = solve({ figure, target, lever }, design);
				const tried = all(design, lever, figure);
				const least = Math.min(...tried.map(({ value }) => Math.abs(value - target)));
				if (!solved.ok) expect(new Set(tried.map(({ value }) => value)).size).toBe(1);
				else expect(Math.abs(solved.value - target)).toBe(least);
			}),
			{ numRuns: 60 }
		);
	}, 120_000);

	it('lies between the figures one step up and one step down, whatever was edited', () => {
		const edits = fc.tuple(
			fc.constantFrom(3, 5, 9, 11),
			fc.constantFrom('widths', 'widths.2', 'depths.2', 'input')
		);
		fc.assert(
			fc.property(edits, fc.constantFrom('macs', 'activations'), ([kernel, id], figure) => {
				const before = designOf('convnext_tiny');
				const after = withValue(before, 'kernels', [kernel, kernel, kernel, kernel]);
				const hold = {
					figure,
					target: costOf(before, figure) ?? 0,
					lever: leverOf(before, id)
				} as const;
				const solved = edited(hold, before, after);
				if (!solved.ok) throw new Error(solved.why);
				// Between two multiples of the total stride, a larger image costs the same.
				const far = id === 'input' ? 32 : 1;
				const beside = [-far, far].map((step) =>
					costOf(hold.lever.apply(after, solved.to + step), figure)
				);
				expect(beside[0]).toBeLessThanOrEqual(hold.target);
				expect(beside[1]).toBeGreaterThanOrEqual(hold.target);
				expect(costOf(solved.design, figure)).toBe(solved.value);
			}),
			{ numRuns: 24 }
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
			const lever = leverOf(design, 'input');
			const target = costOf(design, 'macs') ?? 0;
			expect(solve({ figure: 'macs', target, lever }, design)).toMatchObject({ value: target });
		}
	});
});

describe('a field that cannot give way says why', () => {
	const design = designOf('convnext_tiny');
	const target = costOf(design, 'params') ?? 0;

	it('when it is the one being edited', () => {
		const hold = { figure: 'params', target, lever: leverOf(design, 'widths.2') } as const;
		const after = withValue(design, 'widths', [96, 192, 400, 768]);
		expect(edited(hold, design, after)).toEqual({
			ok: false,
			why: 'you are editing width of stage 3 itself; let another field give way'
		});
	});

	it('when the figure does not depend on it', () => {
		const lever = leverOf(design, 'input');
		expect(solve({ figure: 'params', target, lever }, design)).toEqual({
			ok: false,
			why: 'input size does not change this figure'
		});
	});

	it('and stands at the end of its range when the target lies beyond', () => {
		const lever = leverOf(design, 'depths.2');
		expect(solve({ figure: 'params', target: 10 * target, lever }, design)).toMatchObject({
			to: 96,
			atLimit: true
		});
		expect(solve({ figure: 'params', target: 1, lever }, design)).toMatchObject({
			to: 1,
			atLimit: true
		});
	});
});

it('all widths keep their proportions', () => {
	const design = designOf('convnext_tiny');
	const lever = leverOf(design, 'widths');
	const wider = lever.apply(lever.apply(design, 37), 100);
	expect(wider.config.widths).toEqual([100, 200, 400, 800]);
});

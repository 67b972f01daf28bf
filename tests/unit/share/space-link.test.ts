import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presetNames } from '../../../src/lib/arch/design.ts';
import { AXES, axisOf, type Axis } from '../../../src/lib/explore/axes.ts';
import { queryAround } from '../../../src/lib/explore/default-space.ts';
import { SPATIAL_METRICS } from '../../../src/lib/count/metrics.ts';
import type { Draw } from '../../../src/lib/explore/draw.ts';
import type { Limits } from '../../../src/lib/explore/query.ts';
import { presetDesign } from '../../../src/lib/arch/design.ts';
import { printSpace, readSpace } from '../../../src/lib/share/space-link.ts';
import { anySpace } from '../../spaces.ts';
import { runs } from '../../runs.ts';

const limit = fc
	.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 9000 }))
	.map(([a, b]) => [Math.min(a, b) / 8, Math.max(a, b) / 8] as const)
	.chain(([least, most]) =>
		fc.constantFrom([least, most] as const, [least, Infinity] as const, [-Infinity, most] as const)
	);
const axis: fc.Arbitrary<Axis> = fc.record({
	name: fc.constantFrom(...AXES),
	log: fc.boolean(),
	better: fc.constantFrom('less' as const, 'more' as const),
	range: fc.option(limit)
});
const sample: fc.Arbitrary<Draw> = fc.record({
	kind: fc.constant('sample' as const),
	count: fc.integer({ min: 1, max: 10_000 }),
	seed: fc.integer({ min: 0, max: 2 ** 32 - 1 })
});
const limits = fc
	.dictionary(fc.constantFrom(...SPATIAL_METRICS), limit)
	.map((chosen): Limits => ({ ...chosen }));

const problemsOf = (link: string) => readSpace(link).problems.map(({ message }) => message);

describe('the link of a space', () => {
	it('holds the space, limits, draw and axes, whatever they are', () => {
		fc.assert(
			fc.property(anySpace(), limits, sample, axis, axis, (space, chosen, draw, x, y) => {
				const exploring = { query: { space, limits: chosen, draw }, axes: { x, y } };
				const { problems, query, axes } = readSpace(`#${printSpace(exploring)}`);
				expect(problems).toEqual([]);
				expect(query.space.dimensions).toEqual(space.dimensions);
				expect(query.space.base.config).toEqual(space.base.config);
				expect({ ...query.limits }).toEqual({ ...chosen });
				expect(query.draw).toEqual(draw);
				expect(axes).toEqual({ x, y });
			}),
			{ numRuns: runs(200) }
		);
	});

	it('holds what is proposed around every preset', () => {
		for (const name of presetNames()) {
			const base = presetDesign(name);
			if (!base) throw new Error(name);
			const query = queryAround(base);
			const read = readSpace(printSpace({ query, axes: readSpace('').axes }));
			expect(read.problems).toEqual([]);
			// What is equal at once is not looked through: a family is all its presets.
			expect(read.query).toEqual(query);
			expect(readSpace(name).query).toEqual(query);
		}
	});

	it('is short and can be read', () => {
		expect(
			printSpace(
				readSpace(
					'convnext_tiny&classes=10;kernels.all=3/5/7;block=basic/inverted;macs=4..5;params=..30;n=50;seed=3;y=peak'
				)
			)
		).toBe(
			'convnext_tiny&classes=10;kernels.all=3..7..2;block=basic/inverted;macs=4..5;params=..30;n=50;seed=3;y=peak'
		);
		expect(axisOf('macs')).toEqual(readSpace('').axes.x);
	});

	it('names what it cannot use and what is permitted, and keeps the rest', () => {
		expect(problemsOf('convnext_tiny;kernels.all=3/4;n=10')).toEqual([
			'kernels.all: “4” is not permitted; permitted: odd numbers from 1 to 63, one by one as 3/5/9 or in steps as 3..9..2'
		]);
		expect(problemsOf('convnext_tiny;widths.double=96/1024;seed=1')[0]).toContain(
			'permitted: whole numbers from 1 to 512'
		);
		expect(problemsOf('convnext_tiny;kernels=3/5')[0]).toContain(
			'permitted: kernels.all, kernels.each'
		);
		expect(problemsOf('convnext_tiny;bloc=basic')[0]).toContain('“bloc” is not permitted');
		expect(problemsOf('convnext_tiny;macs=5..4')[0]).toContain('a range in G such as 4..5');
		expect(problemsOf('convnext_tiny;n=99999')[0]).toContain('whole numbers from 1 to 10000');
		expect(problemsOf('convnext_tiny;depths.each=1..96;sweep=on')[0]).toContain(
			'permitted: up to 10000; a sample was drawn'
		);
		expect(problemsOf('convnext_tiny;depths.each=1/2;depths.3=9')[0]).toContain('varies already');
		expect(problemsOf('convnext_tiny;depths.1=1/2;depths.3=9')).toEqual([]);
		expect(problemsOf('convnext_tiny;x=top1')[0]).toContain('permitted: macs, params');
		expect(problemsOf('convnext_huge;kernels.all=3')[0]).toContain('is no preset');
		expect(readSpace('convnext_tiny;kernels.all=4;n=10').query.draw).toMatchObject({ count: 10 });
	});

	it('says of a setting that stands twice that the last one counts', () => {
		expect(readSpace('resnet18;n=5;n=6').query.draw).toMatchObject({ count: 6 });
		expect(problemsOf('resnet18;n=5;n=6')).toEqual(['n: set more than once; the last one counts']);
	});

	it('never throws, whatever stands in it', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 80 }), (text) => {
				expect(() => readSpace(`convnext_tiny;${text}`)).not.toThrow();
			})
		);
	});
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	examine,
	presetDesign,
	presetNames,
	withValue,
	type Design
} from '../../../../src/lib/arch/design.ts';
import { stepOf, stepsOf } from '../../../../src/lib/count/constraint/elasticity.ts';
import { metricsOf } from '../../../../src/lib/count/design-metrics.ts';
import { LOCKABLE_METRICS } from '../../../../src/lib/count/metrics.ts';
import { EFFICIENTNET, growth, scale } from '../../../../src/lib/count/constraint/scaling.ts';
import { validDesign } from '../../../designs.ts';

const costsOf = (design: Design) => metricsOf(design, LOCKABLE_METRICS);
const tiny = presetDesign('convnext_tiny') as Design;

describe('compound scaling', () => {
	it('leaves a design as it is for no steps', () => {
		for (const name of presetNames()) {
			const design = presetDesign(name) as Design;
			expect(scale(design, 0, EFFICIENTNET).config).toEqual(design.config);
		}
	});

	it('multiplies depth, width and resolution by their factors', () => {
		const { config } = scale(tiny, 1, { depth: 2, width: 1.5, resolution: 2 });
		expect(config).toMatchObject({
			depths: [6, 6, 18, 6],
			widths: [144, 288, 576, 1152],
			input: 448
		});
	});

	it('costs about as much more as the paper estimates', () => {
		const before = costsOf(tiny)?.macs ?? 0;
		const after = costsOf(scale(tiny, 2, EFFICIENTNET))?.macs ?? 0;
		expect(after / before / growth(EFFICIENTNET) ** 2).toBeGreaterThan(0.85);
		expect(after / before / growth(EFFICIENTNET) ** 2).toBeLessThan(1.15);
	});

	it('gives heads a width that they divide', () => {
		for (const name of ['vit_tiny_patch16_224', 'vit_base_patch16_224'])
			for (let steps = -2; steps <= 5; steps += 0.25)
				expect(examine(scale(presetDesign(name) as Design, steps, EFFICIENTNET)).ok).toBe(true);
	});
});

describe('one step of a field', () => {
	it('says what taking it does to every metric', () => {
		const step = stepOf(tiny, { key: 'depths', stage: 2 });
		const after = costsOf(withValue(tiny, 'depths', [3, 3, 10, 3]));
		expect(step).toMatchObject({ label: 'depth, stage 3', from: 9, to: 10 });
		expect(step?.changes?.macs).toBeCloseTo((after?.macs ?? 0) / 4_455_531_264 - 1, 12);
	});

	it('moves widths together where the editor does', () => {
		const together = stepOf(tiny, { key: 'widths', stage: 0, together: true });
		const after = costsOf(withValue(tiny, 'widths', [104, 208, 416, 832]));
		expect(together?.changes?.macs).toBeCloseTo((after?.macs ?? 0) / 4_455_531_264 - 1, 12);
	});

	it('is never one that the field does not permit', () => {
		fc.assert(
			fc.property(validDesign({ depths: 2, depth: 2, widths: 64, input: 96 }), (design) => {
				for (const { place, to } of stepsOf(design)) {
					const field = design.family.fields.find(({ key }) => key === place.key);
					if (!field || !('max' in field)) throw new Error(`${place.key} is no number`);
					expect(to).toBeGreaterThanOrEqual(field.min);
					expect(to).toBeLessThanOrEqual(field.max);
				}
			}),
			{ numRuns: 25 }
		);
	});

	it('names only fields that change a metric', () => {
		const keys = stepsOf(tiny).map(({ place }) => place.key);
		expect(keys).not.toContain('batch');
		expect(keys).not.toContain('cardinality');
		expect(keys).toContain('classes');
	});
});

import fc from 'fast-check';
import { examine, presetDesign, presetNames, type Design } from '../src/lib/arch/design.ts';
import { asItComes, printLink } from '../src/lib/share/link.ts';
import { perAxis } from '../src/lib/arch/net.ts';
import type { Config, Field, FieldValue } from '../src/lib/arch/fields.ts';

/** Limits on the values of random designs, to keep what runs on them small. */
export type Limits = Readonly<Record<string, number>>;

/** Any value that a field permits. */
export function valueOf(field: Field, stages: number, limits: Limits): fc.Arbitrary<FieldValue> {
	const number = (min: number, max: number, step: number) =>
		fc
			.integer({ min: 0, max: Math.floor((Math.min(max, limits[field.key] ?? max) - min) / step) })
			.map((steps) => Number((min + steps * step).toFixed(6)));
	switch (field.kind) {
		case 'number':
			return number(field.min, field.max, field.step);
		case 'size': {
			const side = number(field.min, field.max, field.step);
			return fc.oneof(
				side,
				fc.tuple(side, side).map(([height, width]) => perAxis(height, width))
			);
		}
		case 'per-stage':
			return fc.array(number(field.min, field.max, field.step), {
				minLength: stages,
				maxLength: stages
			});
		case 'stage-choice':
			return fc.array(fc.constantFrom(...field.options.map(({ value }) => value)), {
				minLength: stages,
				maxLength: stages
			});
		case 'list':
			// How many there must be depends on other fields.
			return fc.constant([]);
		case 'lines':
			return fc.constant(['none']);
		case 'choice':
			return fc.constantFrom(...field.options.map(({ value }) => value));
		case 'set':
			return fc.subarray(field.options.map(({ value }) => value));
		case 'switch':
			return fc.boolean();
	}
}

/** A failing design is reported as its link, not with all that its family holds. */
const named = (design: Design): Design =>
	Object.defineProperty(design, fc.toStringMethod, {
		value: () => printLink({ ...asItComes, design })
	});

/** Any values that the fields of a preset's family permit, whether or not they make a network. */
const anyDesign = (limits: Limits = {}): fc.Arbitrary<Design> =>
	fc
		.tuple(fc.constantFrom(...presetNames()), fc.integer({ min: 1, max: 4 }))
		.chain(([preset, stages]) => {
			const design = presetDesign(preset);
			if (!design) throw new Error(`there is no preset ${preset}`);
			const values = Object.fromEntries(
				design.family.fields.map((field) => [field.key, valueOf(field, stages, limits)])
			);
			return fc.record(values).map((config) => named({ ...design, config: config as Config }));
		});

/** Designs that can be computed. */
export const validDesign = (limits: Limits = {}): fc.Arbitrary<Design> =>
	anyDesign(limits).filter((design) => examine(design).ok);

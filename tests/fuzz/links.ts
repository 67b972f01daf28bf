import fc from 'fast-check';
import { presetDesign, presetNames, type Design } from '../../src/lib/arch/design.ts';
import { printValue, type Field } from '../../src/lib/arch/fields.ts';
import { metrics } from '../../src/lib/count/metrics.ts';
import { conventions } from '../../src/lib/count/conventions/conventions.ts';

import { REGIMES, roadmapSteps } from '../../src/lib/roadmap/steps.ts';
import { wellFormed } from '../../src/lib/json/text.ts';
import type { Linked } from '../../src/lib/share/link.ts';
import { TOUR_STEPS } from '../../src/lib/share/tour-steps.ts';
import { LOCKS } from '../../src/lib/share/roadmap-link.ts';
import { valueOf } from '../designs.ts';
import { linkedLines, variedLine } from './lines.ts';
import { mutated, oddText } from './texts.ts';

function presetOf(name: string): Design {
	const design = presetDesign(name);
	if (!design) throw new Error(`there is no preset ${name}`);
	return design;
}

const known = fc.constantFrom(...presetNames());
const join = (parts: readonly string[], by: string): string =>
	parts.filter((part) => part !== '').join(by);

const valueText = (field: Field): fc.Arbitrary<string> =>
	fc.oneof(
		...(field.kind === 'lines' ? [{ weight: 12, arbitrary: linkedLines() }] : []),
		{
			weight: 6,
			arbitrary: fc
				.integer({ min: 1, max: 6 })
				.chain((stages) => valueOf(field, stages, SMALL))
				.map((value) => printValue(field, value))
		},
		{
			weight: 1,
			arbitrary: fc
				.integer({ min: 1, max: 6 })
				.chain((stages) => valueOf(field, stages, {}))
				.map((value) => printValue(field, value))
		},
		{ weight: 1, arbitrary: oddText() }
	);

/** Most designs are of a size that people make. */
export const SMALL = { depths: 12, depth: 12, widths: 512, width: 512, batch: 8 };

const setting = ({ family }: Design): fc.Arbitrary<string> =>
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc
				.constantFrom(...family.fields)
				.chain((field) => valueText(field).map((text) => `${field.key}=${text}`))
		},
		{ weight: 1, arbitrary: fc.tuple(oddText(), oddText()).map((pair) => pair.join('=')) }
	);

const look = fc.oneof(
	known.map((name) => `vs=${name}`),
	fc.constantFrom(...conventions.map(({ id }) => `count=${id}`)),
	fc.constantFrom('fused=on', 'fused=off', ...TOUR_STEPS.map((step) => `tour=${step}`)),
	fc.constantFrom(
		...['ask=Why%3F', 'lock=depths', 'lock=classes,operations', 'goal=macs:..4,params:1..'],
		...[
			'goal=macs@stem.0:..1',
			'goal=peak@stem.0:..1',
			'goal=field:9..4',
			'start=resnet18%26depths%3D1,1,1,1'
		]
	),
	fc
		.tuple(fc.constantFrom('ask', 'lock', 'goal', 'goal=macs:', 'goal=macs@', 'start'), oddText())
		.map((pair) => pair.join('=')),
	fc.tuple(fc.constantFrom('vs', 'count', 'fused', 'tour'), oddText()).map((pair) => pair.join('='))
);

const preset = fc.oneof(
	{ weight: 12, arbitrary: known },
	{ weight: 3, arbitrary: known.map((name) => `custom:${name}`) },
	{ weight: 1, arbitrary: oddText() }
);

const wellMeantDesign: fc.Arbitrary<string> = preset.chain((name) =>
	fc
		.array(setting(presetDesign(name) ?? presetOf('convnext_tiny')), { maxLength: 4 })
		.map((settings) => [name, ...settings].join('&'))
);

/** Links of the workspace. */
export const designLink = (): fc.Arbitrary<string> =>
	mutated(
		fc
			.tuple(wellMeantDesign, fc.array(look, { maxLength: 2 }))
			.map(([design, looks]) => [design, ...looks].join('&')),
		/&/
	);

/** In how many steps a link is undone: an answer to a lesson is one more than what that began with. */
export const stepsOf = ({ design, lesson }: Linked): number =>
	lesson && lesson.start !== design ? 2 : 1;

/** Links of the comparison. */
export const setLink = (): fc.Arbitrary<string> =>
	mutated(
		fc
			.tuple(
				fc.array(wellMeantDesign, { maxLength: 8 }),
				fc.array(
					fc.oneof(
						look,
						fc.nat(8).map((at) => `ref=${at}`),
						fc.constantFrom('view=map', 'view=compare'),
						oddText().map((text) => `ref=${text}`)
					),
					{ maxLength: 3 }
				)
			)
			.map(([designs, settings]) => [...designs, ...settings].join(';')),
		/;/
	);

const number = fc.oneof(fc.nat(12), fc.nat(3000), fc.constantFrom(1e9, 0.5, 0.000001)).map(String);
const numbers = fc.oneof(
	fc.tuple(number, number).map((ends) => ends.join('..')),
	fc.tuple(number, number, number).map((ends) => ends.join('..')),
	fc.array(number, { maxLength: 5 }).map((values) => values.join('/')),
	oddText()
);

const dimension = ({ family }: Design): fc.Arbitrary<string> =>
	fc
		.tuple(
			fc.constantFrom(...family.fields),
			fc.constantFrom('', '.all', '.each', '.double', '.ratio', '.1', '.9')
		)
		.chain(([field, how]) =>
			fc
				.oneof(
					...(field.kind === 'lines' ? [{ weight: 6, arbitrary: variedLine() }] : []),
					numbers,
					fc
						.array(
							valueOf(field, 1, SMALL).map((value) => printValue(field, value)),
							{ minLength: 1, maxLength: 4 }
						)
						.map((values) => values.join('/'))
				)
				.map((values) => `${field.key}${how}=${values}`)
		);

const axis = fc
	.tuple(
		fc.constantFrom('x', 'y'),
		fc.oneof(fc.constantFrom(...Object.keys(metrics)), oddText()),
		fc.constantFrom('', ',log', ',linear,more', ',4..5', ',5..4', ',less,less')
	)
	.map(([side, name, rest]) => `${side}=${name}${rest}`);

const spaceSetting = fc.oneof(
	axis,
	fc.tuple(fc.constantFrom(...Object.keys(metrics)), numbers).map((pair) => pair.join('=')),
	fc
		.tuple(fc.constantFrom('n', 'seed', 'sweep'), fc.oneof(number, oddText(), fc.constant('on')))
		.map((pair) => pair.join('='))
);

/** Presets with their blocks as lines. */
const linesOf = fc.constantFrom('custom:convnext_atto', 'custom:resnet18');

/** Links of a space. */
export const spaceLink = (): fc.Arbitrary<string> =>
	mutated(
		fc
			.tuple(fc.oneof(known, known, linesOf), wellMeantDesign)
			.chain(([name, odd]) =>
				fc.tuple(
					fc.constantFrom(name, name, odd),
					fc.array(dimension(presetOf(name)), { maxLength: 4 }),
					fc.array(spaceSetting, { maxLength: 4 })
				)
			)
			.map(([base, dimensions, settings]) => [base, ...dimensions, ...settings].join(';')),
		/;/
	);

const ids = fc.array(
	fc.oneof(
		{ weight: 5, arbitrary: fc.constantFrom(...roadmapSteps.map(({ id }) => id)) },
		{ weight: 1, arbitrary: oddText() }
	),
	{ maxLength: 5 }
);

/** Links of the roadmap, and of lessons. */
export const roadmapLink = (): fc.Arbitrary<string> =>
	mutated(
		fc
			.tuple(
				fc.constantFrom(...REGIMES, 'resnet18', ''),
				fc.constantFrom(...roadmapSteps.map(({ id }) => `/${id}`), '', '/nowhere'),
				fc.option(
					ids.map((on) => `on=${on.join(',')}`),
					{ nil: '' }
				),
				fc.constantFrom('', 'predict'),
				fc.option(
					fc.subarray([...LOCKS, 'x']).map((locks) => `lock=${locks.join(',')}`),
					{ nil: '' }
				),
				fc.option(
					fc
						.string({ unit: 'grapheme', maxLength: 600 })
						.map((text) => `ask=${encodeURIComponent(wellFormed(text))}`),
					{ nil: '' }
				)
			)
			.map(([regime, step, ...rest]) => join([`${regime}${step}`, ...rest], '&')),
		/[&,/]/
	);

/** What a person pastes where designs are added. */
export const pastedText = (): fc.Arbitrary<string> =>
	mutated(
		fc
			.array(
				fc.tuple(
					fc.constantFrom('', '#', 'https://a.example/#', 'https://a.example/compare/#'),
					fc.oneof(designLink(), setLink())
				),
				{ maxLength: 4 }
			)
			.map((lines) => lines.map((line) => line.join('')).join('\n')),
		/\s/
	);

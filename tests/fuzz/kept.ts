import fc from 'fast-check';
import { roadmapSteps } from '../../src/lib/roadmap/steps.ts';
import { calibration } from '../calibration.ts';
import { hostileText } from '../hostile-json.ts';
import { report } from './json-files.ts';
import { mutatedJson } from './json.ts';
import { roadmapLink, setLink } from './links.ts';

const steps = roadmapSteps.map(({ id }) => id);
const guess = fc.record({ macs: fc.double(), params: fc.double(), top1: fc.double() });

/** What stands in each slot when all is well. */
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
	theme: fc.constantFrom('system', 'light', 'dark'),
	start: fc.boolean(),
	panes: fc.dictionary(fc.constantFrom('editor', 'inspector', 'steps'), fc.boolean()),
	'pane-widths': fc.dictionary(fc.constantFrom('editor', 'inspector', 'block'), fc.integer()),
	comparison: setLink(),
	'roadmap-guesses': fc.dictionary(
		fc.constantFrom(...steps.map((step) => `resnet50/${step}`)),
		guess
	),
	'roadmap-place': roadmapLink(),
	'roadmap-runs': fc.array(
		fc.record({
			regime: fc.constantFrom('resnet50', 'resnet200'),
			step: fc.constantFrom(...steps),
			report
		}),
		{ maxLength: 4 }
	),
	calibrations: fc.record({
		build: fc.constant('one'),
		calibrations: fc.constant({ 'wasm ours': calibration })
	})
};

const textOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
	fc.oneof(
		{ weight: 4, arbitrary: mutatedJson(value.map((own) => ({ version: 1, value: own }))) },
		{ weight: 1, arbitrary: hostileText() }
	);

/** What a browser has kept: whatever stands in every slot, or nothing. */
export const keptState = (): fc.Arbitrary<Readonly<Record<string, string>>> =>
	fc
		.record(
			Object.fromEntries(
				Object.entries(values).map(([slot, value]) => [slot, fc.option(textOf(value))])
			)
		)
		.map((state) =>
			Object.fromEntries(
				Object.entries(state).flatMap(([slot, text]) =>
					text === null ? [] : [[`convnext-explorer:${slot}`, text]]
				)
			)
		);

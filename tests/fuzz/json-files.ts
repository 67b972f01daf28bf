import fc from 'fast-check';
import { SPACE_FILE } from '../../src/lib/share/space-file.ts';
import { printDesignFile } from '../../src/lib/share/design-file.ts';
import { statsOf } from '../../src/lib/stats/quantiles.ts';
import { validDesign } from '../designs.ts';
import { report as some } from '../reports.ts';
import { mutatedJson } from './json.ts';
import { designLink, SMALL, spaceLink } from './links.ts';

/** Files of designs. */
export const designFile = (): fc.Arbitrary<string> =>
	mutatedJson(validDesign(SMALL).map((design): unknown => JSON.parse(printDesignFile(design))));

/** Files of spaces. */
export const spaceFile = (): fc.Arbitrary<string> =>
	mutatedJson(spaceLink().map((link) => ({ ...SPACE_FILE, link, designs: [] })));

/** A report whose figures agree. */
export const report = fc
	.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 30 })
	.chain((samples) =>
		designLink().map((design) => ({
			...some,
			design: design.slice(0, 2000),
			runs: { ...some.runs, samples, done: samples.length },
			stats: statsOf(samples)
		}))
	);

/** Files of run reports. */
export const reportFile = (): fc.Arbitrary<string> => mutatedJson(report);

import { drawnDesign } from '../explore/columns.ts';
import { SPATIAL_METRICS } from '../count/metrics.ts';
import type { Drawn } from '../explore/gather.ts';
import { printDesign } from './set-link.ts';
import { printSpace, type Exploring } from './space-link.ts';

/** What every file of a set begins with. */
export const SPACE_FILE = { app: 'ConvNeXt Explorer', what: 'design space', version: 1 } as const;

/**
 * A set as a file. The link alone brings it back; the designs stand there for others to read, with
 * MACs, parameters, activations, bytes, px (`null`: everything) and blocks of each.
 */
export function printSpaceFile(exploring: Exploring, drawn: Drawn): string {
	const { tally, complete } = drawn;
	const designs = Array.from({ length: tally.kept }, (_, i) => ({
		link: printDesign(drawnDesign(drawn, exploring.query.space, i)),
		...Object.fromEntries(
			SPATIAL_METRICS.map((metric, at) => {
				const value = drawn.metrics[i * SPATIAL_METRICS.length + at] ?? NaN;
				return [metric, Number.isFinite(value) ? value : null];
			})
		)
	}));
	const head = { ...SPACE_FILE, link: printSpace(exploring) };
	const lines = designs.map((design) => `\t\t${JSON.stringify(design)}`).join(',\n');
	const top = JSON.stringify({ ...head, complete, tally }, null, '\t');
	return `${top.replace(/\n}$/, '')},\n\t"designs": [\n${lines}\n\t]\n}\n`;
}

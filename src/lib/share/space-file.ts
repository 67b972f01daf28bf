import type { Problem } from '../arch/fields.ts';
import { drawnDesign } from '../explore/columns.ts';
import { SPATIAL_METRICS } from '../count/metrics.ts';
import type { Drawn } from '../explore/gather.ts';
import { printDesign } from './set-link.ts';
import { printSpace, readSpace, type Exploring, type ReadSpace } from './space-link.ts';

const APP = 'ConvNeXt Explorer';
const WHAT = 'design space';
const VERSION = 1;

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
	const head = { app: APP, what: WHAT, version: VERSION, link: printSpace(exploring) };
	const lines = designs.map((design) => `\t\t${JSON.stringify(design)}`).join(',\n');
	const top = JSON.stringify({ ...head, complete, tally }, null, '\t');
	return `${top.replace(/\n}$/, '')},\n\t"designs": [\n${lines}\n\t]\n}\n`;
}

export type OpenedSpace = Readonly<{ space: ReadSpace | null; problems: readonly Problem[] }>;

const refuse = (message: string): OpenedSpace => ({
	space: null,
	problems: [{ field: 'file', message }]
});

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Reads a set's file. Never throws: a file that holds no set says what it is not. */
export function readSpaceFile(text: string): OpenedSpace {
	const file = parsed(text);
	if (file === undefined) return refuse('the file is no JSON');
	if (typeof file !== 'object' || file === null || !('app' in file) || file.app !== APP)
		return refuse(`the file is none of ${APP}`);
	if (!('what' in file) || file.what !== WHAT)
		return refuse('the file holds a design, not a set: open it in the workspace');
	if (!('version' in file) || file.version !== VERSION)
		return refuse(`the file’s version is not permitted; permitted: ${VERSION}`);
	if (!('link' in file) || typeof file.link !== 'string') return refuse('the file has no link');
	const space = readSpace(file.link);
	return { space, problems: space.problems };
}

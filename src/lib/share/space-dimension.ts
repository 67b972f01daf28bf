import type { Design } from '../arch/design.ts';
import type { Problem } from '../arch/fields.ts';
import type { How } from '../explore/coordinate.ts';
import { variable, modesOf, type Dimension } from '../explore/dimensions.ts';
import { SPATIAL_METRICS } from '../count/metrics.ts';
import { cut } from '../json/text.ts';
import { readValues } from './space-values.ts';

/** A dimension's name in a link: `block`, `kernels.all`, `depths.3`. */
export const dimensionKey = ({ key, how }: Pick<Dimension, 'key' | 'how'>): string =>
	how === null ? key : `${key}.${how}`;

/** What a link may set besides fields. */
export const SETTINGS: readonly string[] = [...SPATIAL_METRICS, 'n', 'seed', 'sweep', 'x', 'y'];

export const refused = (field: string, text: string, permitted: string): Problem => ({
	field,
	message: `${field}: “${cut(text, 60)}” is not permitted; permitted: ${permitted}`
});

/** Reads what varies and over which values; a problem names the field and what is permitted. */
export function readDimension(base: Design, name: string, text: string): Dimension | Problem {
	const [key = '', how] = name.split('.');
	const field = variable(base).find((candidate) => candidate.key === key);
	if (!field) {
		const known = [...variable(base).map((candidate) => candidate.key), ...SETTINGS].join(', ');
		return refused(cut(name, 40), name, known);
	}
	const modes = modesOf(base, field);
	const mode = (how ?? null) as How | null;
	if (!modes.includes(mode)) {
		const permitted = modes.map((one) => dimensionKey({ key, how: one })).join(', ');
		return refused(key, name, permitted);
	}
	const read = readValues(base, field, mode, text);
	return read.ok ? { key, how: mode, values: read.value } : { field: key, message: read.message };
}

/** Whether a field varies in two ways that would contradict each other. */
export const clashes = (a: Dimension, b: Dimension): boolean =>
	a.key === b.key && !(Number(a.how) > 0 && Number(b.how) > 0 && a.how !== b.how);

import type { Parsed } from '../arch/fields.ts';
import { AXES, axisOf, type Axis, type AxisName } from '../explore/axes.ts';
import { cut } from '../json/text.ts';
import { printLimit, readLimit } from './limit.ts';

/** An axis as it stands in a link: its metric, then what is not as it comes, as in `macs,linear,4..5`. */
export function printAxis({ name, log, better, range }: Axis): string {
	const usual = axisOf(name);
	return [
		name,
		...(log === usual.log ? [] : [log ? 'log' : 'linear']),
		...(better === usual.better ? [] : [better]),
		...(range ? [printLimit(range)] : [])
	].join(',');
}

const PERMITTED = `${AXES.join(', ')}; after it log or linear, less or more, and a range such as 4..5`;

export function readAxis(side: string, text: string): Parsed<Axis> {
	const [name = '', ...rest] = text.split(',');
	const refused = {
		ok: false,
		message: `${side}: “${cut(text, 60)}” is not permitted; permitted: ${PERMITTED}`
	} as const;
	if (!AXES.some((axis) => axis === name)) return refused;
	let axis = axisOf(name as AxisName);
	for (const part of rest) {
		const range = readLimit(part);
		if (part === 'log' || part === 'linear') axis = { ...axis, log: part === 'log' };
		else if (part === 'less' || part === 'more') axis = { ...axis, better: part };
		else if (range) axis = { ...axis, range };
		else return refused;
	}
	return { ok: true, value: axis };
}

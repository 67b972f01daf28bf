import type { RotaryAngles } from '../net.ts';
import { decimal, type Value } from './values.ts';

const LEARNED = /^learned(\d{0,4})\/(\d{1,4})$/;
const ALONG = { rows: 'rows first', columns: 'columns first' } as const;

/** Whether blocks of a line have angles of their own each, by their number: `learned/12`. */
export const numbersBlocks = (line: string): boolean => /\blearned\/\d/.test(line);

const isAlong = (text: string): text is keyof typeof ALONG => Object.hasOwn(ALONG, text);

/**
 * What turns queries and keys: `rows/100/relative`, `columns/10000/0.5` (counted from a half) or
 * `columns/10000/0/16` (as on a map of 16 patches a side); `learned/12` for this block of 12.
 */
export const angles: Value = {
	read: (text, context): RotaryAngles | null => {
		const [, block, depth] = LEARNED.exec(text) ?? [];
		if (depth !== undefined)
			return { learned: { block: Number(block || context.index), depth: Number(depth) } };
		const [along = '', base = '', places = '', over = '0', ...more] = text.split('/');
		const numberOf = (part: string): number => {
			const read = decimal.read(part, context);
			return typeof read === 'number' ? read : NaN;
		};
		const first = numberOf(base);
		const from = places === 'relative' ? 0 : numberOf(places);
		const size = numberOf(over);
		if (!isAlong(along) || more.length > 0 || !(first > 0 && from >= 0 && size >= 0)) return null;
		return {
			along: ALONG[along],
			base: first,
			places: places === 'relative' ? places : { from, over: size }
		};
	},
	print: (value, context) => {
		const turns = value as RotaryAngles;
		if ('learned' in turns) {
			const { block, depth } = turns.learned;
			return `learned${block === context.index ? '' : block}/${depth}`;
		}
		const { along, base, places } = turns;
		const by = along === ALONG.rows ? 'rows' : 'columns';
		if (places === 'relative') return `${by}/${base}/relative`;
		return `${by}/${base}/${places.from}${places.over === 0 ? '' : `/${places.over}`}`;
	},
	permitted:
		'rows or columns, a base and where places begin, as rows/100/relative or columns/10000/0.5, or learned/12'
};

/**
 * What a number in a line of code is, which decides how it is written where the same line serves
 * several instances of a class:
 *
 * - `channels`: always by a name (`dim`), or as a multiple of one (`4 * dim`)
 * - `count`: as it stands while all instances agree, else by a name
 * - `named`: always by its own name
 * - `groups`: by the name of channels that it equals, else as a count
 * - `place`: among channels, by the name of channels or of a place that it equals, else as a count
 * - `flag`: true or false, by its own name
 * - `half`: as half of a name (`kernel // 2`), else as a count
 */
export type Role = 'channels' | 'count' | 'named' | 'groups' | 'place' | 'flag' | 'half';

/** A number in a line; `null` in an instance that has no use for it. */
export type Slot = Readonly<{
	role: Role;
	value: number | null;
	/** The name that it gets if it needs a new one. */
	hint: string;
	/** Written as a keyword argument, and left out where all instances have this value. */
	keyword?: Readonly<{ name: string; omit: number }>;
}>;

/** A line of Python with numbers left open: one more text than there are slots. */
export type Line = Readonly<{ texts: readonly string[]; slots: readonly Slot[] }>;

/**
 * Places where a long line may be broken: after an opening bracket, between items, before the
 * closing one. `SPACE` is a break inside an item.
 */
export const OPEN = '\u0001';
export const NEXT = '\u0002';
export const CLOSE = '\u0003';
export const SPACE = '\u0004';

const isSlot = (value: Slot | Line): value is Slot => 'role' in value;

/** Puts a line together: texts and lines become part of it, slots stay open. */
export function py(
	strings: TemplateStringsArray,
	...values: readonly (string | Slot | Line)[]
): Line {
	const texts = [strings[0] ?? ''];
	const slots: Slot[] = [];
	const append = (text: string) => texts.push(`${texts.pop() ?? ''}${text}`);
	values.forEach((value, i) => {
		if (typeof value === 'string') append(value);
		else if (isSlot(value)) {
			slots.push(value);
			texts.push('');
		} else {
			append(value.texts[0] ?? '');
			texts.push(...value.texts.slice(1));
			slots.push(...value.slots);
		}
		append(strings[i + 1] ?? '');
	});
	return { texts, slots };
}

/** Lines in a row, with a text between them. */
export const joined = (lines: readonly Line[], between: string): Line =>
	lines.reduce((all, line, i) => (i === 0 ? line : py`${all}${between}${line}`), py``);

export const channelCount = (value: number, hint = 'hidden'): Slot => ({
	role: 'channels',
	value,
	hint
});
export const count = (value: number, hint: string): Slot => ({ role: 'count', value, hint });
export const named = (value: number, hint: string): Slot => ({ role: 'named', value, hint });

/** Where channels are split. */
export const place = (value: number): Slot => ({ role: 'place', value, hint: 'split' });

/** A keyword argument with the comma before it, which is left out at its default. */
export const option = (name: string, value: number, omit: number, role: Role = 'count'): Slot => ({
	role,
	value,
	hint: name,
	keyword: { name, omit }
});

const WIDTH = 100;

/** Splits at the breaks that are in no inner bracket. */
const split = (text: string, at: readonly string[]): string[] => {
	const parts = [''];
	let depth = 0;
	for (const char of text) {
		if (char === OPEN) depth += 1;
		if (char === CLOSE) depth -= 1;
		if (at.includes(char) && depth === 0) parts.push('');
		else parts[parts.length - 1] += char;
	}
	return parts;
};

const flat = (text: string): string =>
	text.replaceAll(OPEN, '').replaceAll(CLOSE, '').replaceAll(NEXT, ' ').replaceAll(SPACE, ' ');

/** A line as it is printed: on one line where it fits, else broken at its outermost brackets. */
export function wrapped(text: string, indent: string): string {
	const whole = `${indent}${flat(text)}`;
	const [start, end] = [text.indexOf(OPEN), text.lastIndexOf(CLOSE)];
	if (whole.length <= WIDTH || start < 0) return whole;
	const within = text.slice(start + 1, end);
	const inner = `${indent}    `;
	const phrases = split(within, [SPACE]);
	const lines =
		phrases.length > 1
			? phrases.map((phrase) => wrapped(phrase, inner))
			: split(within, [NEXT]).map((item) => wrapped(item, inner).replace(/,?$/, ','));
	const [before, after] = [flat(text.slice(0, start)), flat(text.slice(end + 1))];
	return [`${indent}${before}`, ...lines, `${indent}${after}`].join('\n');
}

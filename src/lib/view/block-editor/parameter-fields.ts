import { parametersOf, type Said } from '../../arch/block-text/edit/set-parameter.ts';
import type { Item } from '../../arch/block-text/item.ts';
import type { Context } from '../../arch/block-text/place.ts';
import { sidesOf, type PerAxis } from '../../arch/net.ts';

/** A parameter of an operation as a field. */
export type ParameterField = Readonly<{
	key: string;
	label: string;
	text: string;
	/** Words to choose from; empty where it is typed. */
	options: readonly string[];
	permitted: string;
	/** Whether it is one of those that are changed often. */
	often: boolean;
	/** What is wrong with a text, or `null`. */
	check: (text: string) => string | null;
	/** The next value up or down that is worth a try; `null` where there is none. */
	step: (by: 1 | -1) => string | null;
}>;

const LABELS: Readonly<Record<string, string>> = {
	out: 'width',
	from: 'from channel',
	to: 'to channel',
	channelsFirst: 'layout in PyTorch',
	layout: 'tokens or windows',
	countPadding: 'count padding',
	continuous: 'trained for',
	standardized: 'weights',
	value: 'factor'
};

/** What people change; the rest says how timm and PyTorch have it. */
const OFTEN = new Set([
	...['kernel', 'out', 'stride', 'dilation', 'groups', 'bias', 'heads', 'window', 'shift'],
	...['taps', 'from', 'to', 'value', 'count', 'index']
]);

const WIDTHS = ['C/16', 'C/8', 'C/4', 'C/2', 'C', '3C/2', '2C', '3C', '4C', '6C', '8C'] as const;
const SIDES = [1, 3, 5, 7, 9, 11, 13, 15, 21, 31] as const;
const STRIDES = ['1', '2', '4'] as const;

const divisors = (of: number): readonly string[] =>
	Array.from({ length: Math.min(of, 4096) }, (_, i) => i + 1)
		.filter((number) => of % number === 0)
		.map(String);

const counted = (value: unknown): string[] =>
	typeof value === 'number' && Number.isInteger(value)
		? [value - 1, value + 1].filter((next) => next >= 0).map(String)
		: [];

/** Both sides of a kernel one size up or down; a side of 1 stays. */
function nextSides(value: PerAxis, by: 1 | -1): string | null {
	const [height, width] = sidesOf(value);
	const next = (side: number): number | undefined =>
		by > 0 ? SIDES.find((size) => size > side) : SIDES.findLast((size) => size < side);
	const square = height === width;
	const [tall, wide] = [height, width].map((side) => (side === 1 && !square ? 1 : next(side)));
	if (tall === undefined || wide === undefined || (!square && Math.max(tall, wide) === 1))
		return null;
	return tall === wide ? String(tall) : `${tall}x${wide}`;
}

/** Values to step through; the line's own is between two of them where it is none. */
function candidates(
	{ parameter: { key } }: Said,
	value: unknown,
	context: Context
): readonly string[] {
	const channels = context.x.at(-1) ?? 1;
	if (key === 'out') return WIDTHS;
	if (key === 'stride') return STRIDES;
	if (key === 'groups' || key === 'heads')
		return divisors(key === 'heads' && channels % 3 === 0 ? channels / 3 : channels);
	return counted(value);
}

const isSides = (value: unknown): value is PerAxis =>
	typeof value === 'number' || Array.isArray(value);

function fieldOf(said: Said, context: Context): ParameterField {
	const { parameter, text } = said;
	const { key, value, as } = parameter;
	const read = (typed: string): unknown => value.read(typed, context);
	const sizeOf = (typed: string): number => Number(read(typed));
	const now = text === '' ? null : read(text);

	function step(by: 1 | -1): string | null {
		if ((key === 'kernel' || key === 'window') && isSides(now)) return nextSides(now, by);
		if (key === 'dilation' && text === '') return by > 0 ? '2' : null;
		if (typeof now !== 'number') return null;
		const all = candidates(said, now, context).filter((typed) => read(typed) !== null);
		return (
			(by > 0
				? all.find((typed) => sizeOf(typed) > now)
				: all.findLast((typed) => sizeOf(typed) < now)) ?? null
		);
	}

	return {
		key,
		label: LABELS[key] ?? key,
		text,
		options: as === 'word' ? value.permitted.split(', ') : [],
		permitted: value.permitted,
		often: OFTEN.has(key),
		check: (typed) =>
			typed === '' || read(typed) !== null ? null : `permitted: ${value.permitted}`,
		step
	};
}

/** The parameters of an operation as fields, those first that are changed often. */
export const parameterFields = (item: Item, context: Context): readonly ParameterField[] =>
	parametersOf(item, context).map((said) => fieldOf(said, context));

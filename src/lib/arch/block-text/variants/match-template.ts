import type { Item, Items } from '../item.ts';
import { writeLine } from '../line.ts';
import { takenArgument } from './take.ts';
import type { PlainItem, Sequence, Template, VariedItem } from './template.ts';

/** Options by the numbers of their choices, as far as they are known. */
type Known = ReadonlyMap<number, number>;

/** After so many steps a line counts as one that a template does not make. */
const MOST_STEPS = 20_000;

/** Goes on with what is left of a list of items. */
type Next = (known: Known, rest: Items) => Known | null;

/** The same with one more known; `null` where it contradicts. */
function withOption(known: Known, choice: number, option: number): Known | null {
	const before = known.get(choice);
	if (before !== undefined) return before === option ? known : null;
	return new Map(known).set(choice, option);
}

function head(item: PlainItem, wanted: Item, known: Known): Known | null {
	const alike = item.name === wanted.name && item.word === wanted.word;
	if (!alike || item.args.length !== wanted.args.length) return null;
	let now: Known | null = known;
	item.args.forEach((argument, i) => {
		const { key, value } = wanted.args[i] ?? { key: '', value: '' };
		const option = (argument.choice?.pieces ?? [null]).findIndex((_, at) => {
			const own = takenArgument(argument, at);
			return own.key === key && own.value === value;
		});
		if (option < 0) now = null;
		else if (now && argument.choice) now = withOption(now, argument.choice.number, option);
	});
	return now;
}

/** Whether all that always applies is known: what moves stands somewhere. */
const isWhole = ({ choices }: Template, known: Known): boolean =>
	choices.every(
		({ within }, i) =>
			known.has(i) || (within !== null && known.get(within.choice) !== within.option)
	);

/** The options that make a line of a template, `null` for choices that do not apply; `null` where none do. */
export function matchTemplate(template: Template, line: Items): readonly (number | null)[] | null {
	let steps = 0;

	function plain(item: PlainItem, [first, ...rest]: Items, known: Known, next: Next): Known | null {
		const now = first ? head(item, first, known) : null;
		const { branches } = item;
		if (!now || first?.branches?.length !== branches?.length) return null;
		const inside = (at: number, known: Known): Known | null => {
			const [own, theirs] = [branches?.[at], first?.branches?.[at]];
			if (!own || !theirs) return next(known, rest);
			return sequence(own, theirs, known, (known, left) =>
				left.length === 0 ? inside(at + 1, known) : null
			);
		};
		return inside(0, now);
	}

	function one(item: VariedItem, items: Items, known: Known, next: Next): Known | null {
		switch (item.kind) {
			case 'item':
				return plain(item, items, known, next);
			case 'options':
				for (const [option, own] of item.options.entries()) {
					const now = withOption(known, item.choice, option);
					const found = now && sequence(own, items, now, next);
					if (found) return found;
				}
				return null;
			case 'place': {
				const [first, ...rest] = items;
				const stands = first && writeLine([first]) === writeLine(item.items);
				const now = stands ? withOption(known, item.choice, item.place) : null;
				const found = now && next(now, rest);
				if (found) return found;
				// It is known to stand here alone: elsewhere must then not have it too.
				return known.get(item.choice) === item.place ? null : next(known, items);
			}
		}
	}

	function sequence(own: Sequence, items: Items, known: Known, next: Next): Known | null {
		const [first, ...rest] = own;
		if (!first) return next(known, items);
		if (++steps > MOST_STEPS) return null;
		return one(first, items, known, (known, left) => sequence(rest, left, known, next));
	}

	const found = sequence(template.items, line, new Map(), (known, rest) =>
		rest.length === 0 && isWhole(template, known) ? known : null
	);
	return found && template.choices.map((_, i) => found.get(i) ?? null);
}

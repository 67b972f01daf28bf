import type { Argument, Item, Items } from '../item.ts';
import { argumentText, type Sequence, type Taken, type VariedArgument } from './template.ts';

const SPLIT = /^(?:([a-z]+)=)?(.*)$/;

/** An argument as a line without choices has it. */
export function takenArgument(varied: VariedArgument, option: number): Argument {
	const piece = varied.choice?.pieces[option];
	const [, key = '', value = ''] = SPLIT.exec(argumentText(varied, piece?.text ?? '')) ?? [];
	return { at: piece?.at ?? varied.at, key, value };
}

/** The items of a line, with an option taken of each choice. */
export const takenItems = (items: Sequence, taken: Taken): Items =>
	items.flatMap((item): Items => {
		switch (item.kind) {
			case 'place':
				return taken(item.choice) === item.place ? item.items : [];
			case 'options':
				return takenItems(item.options[taken(item.choice)] ?? [], taken);
			case 'item': {
				const { at, name, word } = item;
				const args = item.args.map((one) =>
					takenArgument(one, one.choice ? taken(one.choice.number) : 0)
				);
				const branches = item.branches?.map((branch) => takenItems(branch, taken)) ?? null;
				return [{ at, name, word, args, branches } satisfies Item];
			}
		}
	});

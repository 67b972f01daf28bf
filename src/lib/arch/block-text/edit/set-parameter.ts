import type { Argument, Item } from '../item.ts';
import type { Context } from '../place.ts';
import { parameterOf } from '../read-op.ts';
import { wordOf, type Parameter, type Word } from '../words.ts';

type Given = ReadonlyMap<Parameter, Argument>;

/** What an item says of each parameter. */
function givenOf(item: Item, row: Word, context: Context): Given {
	const given = new Map<Parameter, Argument>();
	for (const argument of item.args) {
		const parameter = parameterOf(argument, row, given, context);
		if (parameter) given.set(parameter, argument);
	}
	return given;
}

/** A parameter as it stands in a line, or would where the line does not say it. */
export type Said = Readonly<{
	parameter: Parameter;
	/** Empty where it has no value. */
	text: string;
	/** What stands for it where the line does not say it; empty where nothing does. */
	usual: string;
	/** Whether the line says it. */
	given: boolean;
}>;

/** The parameters that an item may say, in their order. */
export function parametersOf(item: Item, context: Context): readonly Said[] {
	const row = wordOf(item.word);
	if (!row) return [];
	const given = givenOf(item, row, context);
	const known: Record<string, unknown> = { kind: row.kind };
	return row.parameters.flatMap((parameter): readonly Said[] => {
		const argument = given.get(parameter);
		const usual = parameter.usual(context, known);
		const value = argument ? parameter.value.read(argument.value, context) : usual;
		if (value !== undefined) known[parameter.key] = value;
		if (parameter.as === 'never') return [];
		const usualText = parameter.value.print(usual, context) ?? '';
		return [
			{
				parameter,
				text: argument?.value ?? usualText,
				usual: usualText,
				given: argument !== undefined
			}
		];
	});
}

/**
 * An item with another value of a parameter.
 *
 * @param text as in a line; empty for what is usual, which is left out then
 */
export function setParameter(item: Item, key: string, text: string, context: Context): Item {
	const all = parametersOf(item, context);
	const written = all.map((said) =>
		said.parameter.key === key
			? {
					...said,
					text,
					given: text !== '' && (text !== said.usual || said.parameter.always === true)
				}
			: said
	);
	// A number is known by its place, so those before it must be there.
	const lastBare = written.findLastIndex(
		({ parameter, given }) => given && parameter.as === 'bare'
	);
	const args = written.flatMap(({ parameter: { as }, text, given }, i): readonly Argument[] =>
		given || (as === 'bare' && i < lastBare && text !== '')
			? [{ at: 0, key: typeof as === 'object' ? as.key : '', value: text }]
			: []
	);
	return { ...item, args };
}

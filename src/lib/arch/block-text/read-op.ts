import type { Op } from '../net.ts';
import { LineError, type Argument, type Item } from './item.ts';
import type { Context } from './place.ts';
import type { Parameter, Word } from './words.ts';

/** How a parameter is written, for messages. */
const form = ({ as, value }: Parameter): string =>
	typeof as === 'object' ? `${as.key}=…` : as === 'bare' ? 'a number' : value.permitted;

/** That an argument is none of these. */
export function refused(
	at: number,
	word: string,
	text: string,
	parameters: readonly Parameter[]
): LineError {
	const forms = parameters.filter(({ as }) => as !== 'never').map(form);
	const permitted = forms.length === 0 ? 'nothing' : forms.join(', ');
	return new LineError(at, `“${text}” is no argument of ${word}; permitted: ${permitted}`);
}

/** The parameter that an argument is for. */
export function parameterOf(
	{ key, value }: Argument,
	{ parameters }: Word,
	read: ReadonlyMap<Parameter, Argument>,
	context: Context
): Parameter | undefined {
	const free = parameters.filter((parameter) => !read.has(parameter));
	if (key !== '') return free.find(({ as }) => typeof as === 'object' && as.key === key);
	return (
		free.find(
			(parameter) => parameter.as === 'word' && parameter.value.read(value, context) !== null
		) ?? free.find(({ as }) => as === 'bare')
	);
}

/** The operation that an item without brackets says. @throws LineError */
export function readOp(item: Item, row: Word, context: Context): Op {
	const given = new Map<Parameter, Argument>();
	for (const argument of item.args) {
		const parameter = parameterOf(argument, row, given, context);
		const text = argument.key === '' ? argument.value : `${argument.key}=${argument.value}`;
		if (!parameter) throw refused(argument.at, item.word, text, row.parameters);
		given.set(parameter, argument);
	}
	const op: Record<string, unknown> = { kind: row.kind };
	for (const parameter of row.parameters) {
		const argument = given.get(parameter);
		const read = argument
			? parameter.value.read(argument.value, context)
			: parameter.usual(context, op);
		if (argument && read === null)
			throw new LineError(
				argument.at,
				`“${argument.value}” is not permitted; permitted: ${parameter.value.permitted}`
			);
		if (read === undefined && parameter.as === 'bare')
			throw new LineError(
				item.at,
				`${item.word} needs ${parameter.key}; permitted: ${parameter.value.permitted}`
			);
		if (read !== undefined) op[parameter.key] = read;
	}
	return settled(op) as Op;
}

/** TensorFlow's padding is another one only where a map is halved. */
function settled(op: Record<string, unknown>): unknown {
	if (op.padding !== 'tf') return op;
	const kernel = Number(op.kernel);
	return { ...op, padding: Number(op.stride) > 1 ? 'same' : (kernel - 1) >> 1 };
}

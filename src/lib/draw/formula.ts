import type { Layer } from '../arch/infer.ts';
import { macTerms } from '../arch/ops.ts';

/** A letter of a formula with its index, the number that it stands for, and how often it multiplies. */
export type Power = Readonly<{
	letter: string;
	index: string;
	over: string;
	value: number;
	power: number;
}>;

/** `Cin/g` as letter C, index in, over g; words such as `heads` stay whole. */
function lettersOf(symbol: string): Pick<Power, 'letter' | 'index' | 'over'> {
	const [name = '', over = ''] = symbol.split('/');
	const [, letter = name, index = ''] = /^([A-Z])([a-z]+)$/.exec(name) ?? [];
	return { letter, index, over };
}

/** A layer's MACs as a sum of products, repeated factors as powers. */
export function macFormula({
	op,
	in: entering,
	others,
	out
}: Layer): readonly (readonly Power[])[] {
	return macTerms(op, entering, out, others).map((term) => {
		const powers: Power[] = [];
		term.forEach(({ symbol, value }, i) => {
			const before = powers.at(-1);
			if (before && term[i - 1]?.symbol === symbol)
				powers[powers.length - 1] = { ...before, power: before.power + 1 };
			else powers.push({ ...lettersOf(symbol), value, power: 1 });
		});
		return powers;
	});
}

import type { Config, FieldValue } from '../fields.ts';
import type { Guess, Shapes } from './weight-shapes.ts';

/** What is known of a file besides its tensors' shapes. */
export type FileFacts = Readonly<{
	/** Whose names it has. */
	author: string;
	/** What the file is called. */
	called: string;
	/** By timm's names. */
	shapes: Shapes;
	/** Whether the file has a tensor of this name of its own. */
	has: (name: string) => boolean;
	/** Type of its values, such as `F16`; empty where there are several. */
	dtype: string;
}>;

/** Values of fields that neither names nor shapes tell, and why they are likely. */
export type Likely = Readonly<
	Record<
		string,
		Readonly<{
			value: FieldValue;
			reason: string;
			/** Whether all published networks of the kind have it, so that nobody need be asked. */
			isKnown?: boolean;
		}>
	>
>;

/** A guess that takes what is likely where it had something less sure. */
export function leaning(guess: Guess, likely: Likely): Guess {
	const entries = Object.entries(likely);
	if (entries.length === 0) return guess;
	const values: Config = Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
	const reasons = (isKnown: boolean) =>
		Object.fromEntries(
			entries.flatMap(([key, one]) =>
				(one.isKnown ?? false) === isKnown ? [[key, one.reason]] : []
			)
		);
	const read = Object.entries(guess.read).filter(([key]) => !Object.hasOwn(values, key));
	return {
		...guess,
		read: Object.fromEntries(read),
		assume: (base) => ({ ...guess.assume?.(base), ...values }),
		why: (base) => ({ ...guess.why?.(base), ...reasons(false) }),
		known: reasons(true),
		leans: Object.keys(values)
	};
}

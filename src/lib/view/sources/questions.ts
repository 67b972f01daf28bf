import type { Design } from '../../arch/design.ts';
import { isPerStage, type FieldValue, type SingleField } from '../../arch/fields.ts';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';

/** A setting that a file does not tell: its value in the design, and why it was chosen. */
type Question = Readonly<{
	key: string;
	label: string;
	reason: string;
	value: FieldValue;
	/** The field, where it has one value; one for each stage is edited with the others. */
	field: SingleField | null;
	/** The value that was likeliest, if it is another one now. */
	changed: boolean;
}>;

const SUREST = ['file', 'twin', 'nearest'];

/**
 * What a person is asked about a checkpoint: first what something in the file or its name speaks for, then
 * where networks are known that differ in it, then what is as in the nearest; each in the order of the fields.
 */
export function questionsOf(
	{ assumed, design }: Checkpoint,
	{ config }: Design
): readonly Question[] {
	const inOrder = [...assumed].sort((a, b) => SUREST.indexOf(a.basis) - SUREST.indexOf(b.basis));
	return inOrder.flatMap(({ key, label, reason, asked }) => {
		const field = design.family.fields.find((one) => one.key === key);
		const value = config[key];
		if (!asked || !field || value === undefined) return [];
		const changed = JSON.stringify(value) !== JSON.stringify(design.config[key]);
		return [{ key, label, reason, value, field: isPerStage(field) ? null : field, changed }];
	});
}

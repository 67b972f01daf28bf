import type { FieldValue } from '../../arch/fields.ts';

/** A value as Python writes it. */
function literal(value: FieldValue | readonly number[]): string {
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (typeof value === 'string') return `"${value}"`;
	return typeof value === 'number' ? String(value) : `[${value.join(', ')}]`;
}

/** A call with arguments by name. */
export const call = (
	name: string,
	args: Readonly<Record<string, FieldValue | undefined>>
): string =>
	`${name}(${Object.entries(args)
		.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${literal(value)}`]))
		.join(', ')})`;

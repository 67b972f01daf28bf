import type { FieldValue } from '../arch/fields.ts';
import { MOST_VALUES } from './dimensions.ts';

/** Numbers from one to another in steps, as many as a dimension may have. */
export function steps(from: number, to: number, step: number): readonly number[] {
	const count = Math.min(MOST_VALUES, Math.floor((to - from) / step + 1e-9) + 1);
	return Array.from({ length: Math.max(1, count) }, (_, i) => from + i * step);
}

/** The step of numbers in even steps upwards; `null` where there is none, or too few to say. */
export function stepOf(values: readonly FieldValue[]): number | null {
	const [first, second, third] = values;
	if (typeof first !== 'number' || typeof second !== 'number' || third === undefined) return null;
	const step = second - first;
	const even = values.every(
		(value, i) => typeof value === 'number' && Math.abs(value - first - i * step) < 1e-9
	);
	return even && step > 0 ? step : null;
}

import type { Design } from '../arch/design.ts';
import { sameValue, type FieldValue } from '../arch/fields.ts';
import type { Coordinate } from './coordinate.ts';

/** Which value each coordinate has, as a number in its list of values. */
export type Digits = ArrayLike<number>;

/** In place of a digit: the field changes nothing in this design, and is as in the base. */
export const AS_IN_BASE = 0xffff;

/** A design of the space. */
export function designAt(base: Design, coordinates: readonly Coordinate[], digits: Digits): Design {
	const config: Record<string, FieldValue> = { ...base.config };
	coordinates.forEach(({ key, apply }, i) => {
		const present = config[key];
		if (present !== undefined)
			config[key] = apply(present, (after) => digits[i + after] ?? AS_IN_BASE);
	});
	return { ...base, config };
}

/**
 * Marks the digits of fields that change nothing in their design, so that the same network has the
 * same digits however it was drawn; of options that make the same line, the first are taken.
 */
export function settle(
	design: Design,
	coordinates: readonly Coordinate[],
	digits: Uint16Array
): boolean {
	let idle = false;
	coordinates.forEach(({ key, applies, isLine, find }, i) => {
		if (!applies(design.config)) {
			digits[i] = AS_IN_BASE;
			idle = true;
		} else if (isLine) put(digits, i, find(design.config[key] ?? []));
	});
	return idle;
}

function put(digits: Uint16Array, at: number, found: readonly (number | null)[] | null): void {
	found?.forEach((digit, after) => (digits[at + after] = digit ?? AS_IN_BASE));
}

/** The digits of a design, where it is one of the space; `null` where it is not. */
export function digitsOf(
	base: Design,
	coordinates: readonly Coordinate[],
	design: Design
): Uint16Array | null {
	if (design.family !== base.family) return null;
	const digits = new Uint16Array(coordinates.length).fill(AS_IN_BASE);
	coordinates.forEach(({ key, applies, find }, i) => {
		if (applies(design.config)) put(digits, i, find(design.config[key] ?? []));
	});
	const found = designAt(base, coordinates, digits).config;
	const keys = base.family.fields.filter(({ role }) => role !== 'batch').map(({ key }) => key);
	return keys.every((key) => sameValue(found[key], design.config[key])) ? digits : null;
}

import type { Design } from '../arch/design.ts';
import { sameValue, type FieldValue } from '../arch/fields.ts';
import type { Coordinate } from './dimensions.ts';

/** Which value each coordinate has, as a number in its list of values. */
export type Digits = ArrayLike<number>;

/** In place of a digit: the field changes nothing in this design, and is as in the base. */
export const AS_IN_BASE = 0xffff;

/** A design of the space. */
export function designAt(base: Design, coordinates: readonly Coordinate[], digits: Digits): Design {
	const config: Record<string, FieldValue> = { ...base.config };
	coordinates.forEach(({ key, values, apply }, i) => {
		const value = values[digits[i] ?? AS_IN_BASE];
		const present = config[key];
		if (value !== undefined && present !== undefined) config[key] = apply(present, value);
	});
	return { ...base, config };
}

/**
 * Marks the digits of fields that change nothing in their design, so that the same network has the
 * same digits however it was drawn.
 */
export function settle(
	design: Design,
	coordinates: readonly Coordinate[],
	digits: Uint16Array
): boolean {
	let idle = false;
	coordinates.forEach(({ applies }, i) => {
		if (applies(design.config)) return;
		digits[i] = AS_IN_BASE;
		idle = true;
	});
	return idle;
}

/** The digits of a design, where it is one of the space; `null` where it is not. */
export function digitsOf(
	base: Design,
	coordinates: readonly Coordinate[],
	design: Design
): Uint16Array | null {
	if (design.family !== base.family) return null;
	const digits = new Uint16Array(coordinates.length).fill(AS_IN_BASE);
	coordinates.forEach(({ key, values, apply, applies }, i) => {
		if (!applies(design.config)) return;
		const wanted = design.config[key];
		const at = values.findIndex(
			(value) => wanted !== undefined && sameValue(apply(wanted, value), wanted)
		);
		if (at >= 0) digits[i] = at;
	});
	const found = designAt(base, coordinates, digits).config;
	const keys = base.family.fields.filter(({ role }) => role !== 'batch').map(({ key }) => key);
	return keys.every((key) => sameValue(found[key], design.config[key])) ? digits : null;
}

import { si } from '../../kit/format.ts';

export const macsText = (macs: number): string => `${si(macs, 4)} MACs`;
export const paramsText = (params: number): string => si(params, 4);

/** `+0.54`, `−1.23`: percentage points with a sign. */
export function points(value: number): string {
	const size = Math.abs(value).toFixed(2);
	if (Number(size) === 0) return '±0.00';
	return `${value > 0 ? '+' : '−'}${size}`;
}

/** `0.54 points more`, `1.23 points less`, `the same`. */
export function pointsInWords(value: number): string {
	const size = Math.abs(value).toFixed(2);
	if (Number(size) === 0) return 'no change';
	return `${size} points ${value > 0 ? 'up' : 'down'}`;
}

/** A count with its change: `4.089 G to 4.526 G MACs`. */
export const fromTo = (was: number, now: number, unit: string): string =>
	was === now ? `${si(now, 4)} ${unit}` : `${si(was, 4)} to ${si(now, 4)} ${unit}`;

/** `2.25`, `9`, `64`: a factor with as many digits as it needs. */
export const times = (factor: number): string => `${Number(factor.toPrecision(3))}`;

/** `+0.437 G`, `−62.3 M`: a difference with its sign. */
export function signed(value: number): string {
	if (value === 0) return '±0';
	return `${value > 0 ? '+' : '−'}${si(Math.abs(value))}`;
}

/** Two decimals with a real minus sign. */
export const decimal = (value: number, digits = 2): string =>
	value.toFixed(digits).replace('-', '−');

export const list = (values: readonly number[]): string => values.join(', ');

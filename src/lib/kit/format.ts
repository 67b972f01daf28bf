import type { Shape } from '../arch/net.ts';
import type { Format } from '../count/metric.ts';

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'] as const;

/** `4455531264` as `4.456 G`: SI prefix, a space, and `digits` significant digits. */
export function si(value: number, digits: 3 | 4 = 3): string {
	if (value === 0) return '0';
	if (Math.abs(value) < 1000) return exact(Number(value.toPrecision(digits)));
	if (!Number.isFinite(value)) return String(value);
	const [rounded = '', exponent = ''] = Math.abs(value)
		.toExponential(digits - 1)
		.split('e');
	const step = Math.floor(Number(exponent) / 3);
	const shown = Number(rounded) * 10 ** (Number(exponent) - 3 * step);
	const fraction = digits - 1 - (Number(exponent) - 3 * step);
	return `${value < 0 ? '−' : ''}${shown.toFixed(fraction)} ${PREFIXES[step] ?? `e${3 * step}`}`;
}

/**
 * Every digit, in groups of three, and at most three decimals. By hand: what the browser knows of languages
 * takes longer to load than a page takes to open.
 */
export function exact(value: number): string {
	// Such have no digits, or are written with an exponent.
	if (!(Math.abs(value) < 1e21)) return value.toLocaleString('en-US');
	const [whole = '', decimals = ''] = value.toFixed(3).split('.');
	const shown = decimals.replace(/0+$/, '');
	return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${shown && `.${shown}`}`;
}

/** A share of one as a percentage: `0.4871` as `49%`, small shares with one decimal. */
export function percent(share: number): string {
	const value = share * 100;
	if (value === 0) return '0%';
	if (Math.abs(value) < 0.1) return '<0.1%';
	return `${value.toFixed(Math.abs(value) < 9.95 ? 1 : 0)}%`;
}

/** A signed relative difference: `+1.1%`, `−0.8%`, `±0%`; factors above ten as `×12`. */
export function difference(value: number, reference: number): string {
	if (value === reference) return '±0%';
	if (reference === 0) return 'new';
	const ratio = value / reference;
	if (ratio >= 10) return `× ${ratio.toFixed(ratio < 100 ? 1 : 0)}`;
	const change = (ratio - 1) * 100;
	const digits = Math.abs(change) < 9.95 ? 1 : 0;
	const size = Math.abs(change).toFixed(digits);
	const sign = change > 0 ? '+' : '−';
	return Number(size) === 0 ? `${sign}<0.1%` : `${sign}${size}%`;
}

/** Bytes in powers of 1000, as memory tools and the paper print them. */
export const bytes = (value: number): string => `${si(value)}B`;

/** `56 × 56 × 96`. */
export const shapeText = (shape: Shape): string => shape.join(' × ');

/** Milliseconds with a unit that fits: `850 µs`, `12.3 ms`, `1.88 s`. */
export function milliseconds(value: number): string {
	if (value >= 1000) return `${Number((value / 1000).toPrecision(3))} s`;
	if (value < 1) return `${Math.round(value * 1000)} µs`;
	return `${Number(value.toPrecision(3))} ms`;
}

/** A metric's value as its kind of number is written; counts with `digits` significant digits. */
export function printAs(kind: Format, value: number, digits: 3 | 4 = 3): string {
	switch (kind) {
		case 'count':
			return si(value, digits);
		case 'bytes':
			return bytes(value);
		case 'pixels':
			return value === Infinity ? 'everything' : `${exact(value)} px`;
		case 'whole':
			return exact(value);
		case 'percent':
			return `${value.toFixed(1)}%`;
		case 'milliseconds':
			return milliseconds(value);
	}
}

const UNITS: Readonly<Partial<Record<Format, string>>> = {
	bytes: ' bytes',
	pixels: ' px',
	percent: '%',
	milliseconds: ' ms'
};

/** Every digit of a metric's value, and its unit. */
export const printExactly = (kind: Format, value: number): string =>
	`${exact(value)}${UNITS[kind] ?? ''}`;

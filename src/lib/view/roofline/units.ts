import { format } from 'd3';
import { si } from '../../kit/format.ts';

const threeDigits = format('.3s');

/** Seconds with a prefix: `3.36 ms`, `12.1 µs`. */
export const duration = (seconds: number): string =>
	seconds === 0 ? '0 s' : `${threeDigits(seconds).replace(/([a-zµ]?)$/i, ' $1')}s`;

export const operationRate = (perSecond: number): string => `${si(perSecond)}FLOP/s`;
export const byteRate = (perSecond: number): string => `${si(perSecond)}B/s`;
export const intensityText = (operationsPerByte: number): string =>
	`${si(operationsPerByte)} FLOP/B`;

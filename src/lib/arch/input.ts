import type { Config } from './fields.ts';
import { sidesOf, type Shape } from './net.ts';
import { toSize } from './size.ts';

/** Shape of one image that a configuration is for, `[height, width, channels]`. */
export function inputOf({ input, channels }: Config): Shape {
	if (typeof channels !== 'number') throw new Error('channels is not a number');
	return [...sidesOf(toSize(input)), channels];
}

import type { Shape } from './net.ts';

const RGB = 3;

/** Shape of one image that a configuration is for, `[height, width, channels]`: today's fields set a square. */
export const inputOf = ({ input }: Readonly<{ input: number }>): Shape => [input, input, RGB];

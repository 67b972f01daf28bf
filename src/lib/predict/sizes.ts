import type { Shape } from '../arch/net.ts';

/** Between two sizes, evenly in their logarithm, as a multiple of a size. */
export const between = (share: number, low: number, high: number, of = 1): number =>
	Math.max(of, Math.round((low * (high / low) ** share) / of) * of);

/** Channels of the maps that are measured. */
export const CHANNELS = [16, 1536] as const;

/** Elements of the maps that elementwise calls are measured on. */
const ELEMENTS = [5e3, 1.5e6] as const;

/** The side of a map of so many channels that has about as many elements as a share asks for. */
export const sideFor = (share: number, channels: number): number =>
	Math.max(4, Math.min(112, Math.round(Math.sqrt(between(share, ...ELEMENTS) / channels))));

/** Whether there is a single position. */
export const isRow = (x: Shape): boolean => x.slice(0, -1).every((side) => side === 1);

export const lastOf = (x: Shape): number => x.at(-1) ?? 0;

/** Whether our kernels can take four channels at once; their shaders differ. */
export const vectorWidth = (channels: number): string =>
	channels % 4 === 0 ? '' : channels < 4 ? `, ${channels} channels` : ', odd';
export const stepSize = (channels: number): number => (channels % 4 === 0 ? 8 : 2);
export const odd = (size: number, channels: number): number =>
	channels % 4 === 0 ? size : size + 1 - (size % 2);

import { pad, reshape, slice, zeros } from '@tensorflow/tfjs-core';
import { nth } from '../kernels/kernel.ts';
import { linearly, type GradientArguments, type GradientKernel } from './gradient.ts';

/** Zeros for so many tokens before and after. */
const among = (before: number, after: number): [number, number][] => [
	[0, 0],
	[before, after],
	[0, 0]
];

export const flatten = ({ x }: GradientArguments<'flatten'>): GradientKernel =>
	linearly((dy) => reshape(dy, [-1, ...x]));

export const learnedTokens = ({ op }: GradientArguments<'learnedTokens'>): GradientKernel =>
	linearly((dy) => slice(dy, [0, op.count, 0]));

/** What it gives is learned, whatever went in. */
export const latent = ({ x }: GradientArguments<'latent'>): GradientKernel =>
	linearly((dy) => zeros([nth(dy.shape, 0), ...x]));

export const tokenAt = ({ op, x }: GradientArguments<'tokenAt'>): GradientKernel =>
	linearly((dy) => pad(reshape(dy, [-1, 1, nth(x, 1)]), among(op.index, nth(x, 0) - op.index - 1)));

export const dropTokens = ({ op }: GradientArguments<'dropTokens'>): GradientKernel =>
	linearly((dy) => pad(dy, among(op.count, 0)));

import type { MBConvConfig } from '../config.ts';
import { around, inverted, listsOf, scaledWidth, separable, type Stage } from './rows.ts';

type Rest = NonNullable<Parameters<typeof inverted>[5]>;

/** Two parts of the channels in the 1 × 1 convolutions up, down, or both. */
const up: Rest = { expandParts: 2 };
const down: Rest = { projectParts: 2 };
const both: Rest = { ...up, ...down };

/** Rows of which all kernels begin with 3 × 3; from the third stage on with gates, and SiLU. */
const mixed = (
	depth: number,
	kernelCount: number,
	stride: number,
	expansion: number,
	width: number,
	rest?: Rest
) => inverted(depth, 3, stride, expansion, width, { kernelCount, ...rest });

const gated =
	(se: number) =>
	(...[depth, kernelCount, stride, expansion, width, rest]: Parameters<typeof mixed>) =>
		mixed(depth, kernelCount, stride, expansion, width, { se, activation: 'silu', ...rest });

const half = gated(0.5);
const quarter = gated(0.25);

/** arXiv 1907.09595, figure 5, as timm's _gen_mixnet_s writes it. */
const SMALL: readonly Stage[] = [
	[separable(1, 3, 1, 1, 16)],
	[mixed(1, 1, 2, 6, 24, both), mixed(1, 1, 1, 3, 24, both)],
	[half(1, 3, 2, 6, 40), half(3, 2, 1, 6, 40, both)],
	[quarter(1, 3, 2, 6, 80, down), quarter(2, 2, 1, 6, 80, down)],
	[half(1, 3, 1, 6, 120, both), half(2, 4, 1, 3, 120, both)],
	[half(1, 5, 2, 6, 200), half(2, 4, 1, 6, 200, down)]
];

/** The same paper's medium network, of which the large one is 1.3 times as wide (timm's _gen_mixnet_m). */
const MEDIUM: readonly Stage[] = [
	[separable(1, 3, 1, 1, 24)],
	[mixed(1, 3, 2, 6, 32, both), mixed(1, 1, 1, 3, 32, both)],
	[half(1, 4, 2, 6, 40), half(3, 2, 1, 6, 40, both)],
	[quarter(1, 3, 2, 6, 80), quarter(3, 4, 1, 6, 80, both)],
	[half(1, 1, 1, 6, 120), half(3, 4, 1, 3, 120, both)],
	[half(1, 4, 2, 6, 200), half(3, 4, 1, 6, 200, down)]
];

const mixNet = (
	stages: readonly Stage[],
	stem: number,
	{ width = 1, depth = 1 } = {}
): MBConvConfig => ({
	...around,
	...listsOf(stages, { width, depth, rounding: 'nearest' }),
	stemWidth: scaledWidth(stem, { width }),
	headWidth: 1536
});

export const mixNetSmall = mixNet(SMALL, 16);

export const mixNetMedium = (width = 1, depth = 1): MBConvConfig =>
	mixNet(MEDIUM, 24, { width, depth });

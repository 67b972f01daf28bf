import type { VitConfig } from '../config.ts';

type Size = Readonly<{ label: string; numbers: Partial<VitConfig> }>;

const size = (
	label: string,
	width: number,
	depth: number,
	heads: number,
	mlpRatio?: number
): Size => ({
	label,
	numbers: { width, depth, heads, ...(mlpRatio === undefined ? {} : { mlpRatio }) }
});

/** What timm's names call sizes. Ratios are the least that give timm's hidden channels. */
export const SIZES: Readonly<Record<string, Size>> = {
	tiny: size('Ti', 192, 12, 3),
	xsmall: size('XS', 256, 10, 4),
	wee: size('wee', 256, 14, 4, 5),
	pwee: size('pwee', 256, 16, 4, 5),
	little: size('little', 320, 14, 5, 5.6),
	small: size('S', 384, 12, 6),
	medium: size('M', 512, 12, 8),
	mediumd: size('M deep', 512, 20, 8),
	betwixt: size('betwixt', 640, 12, 10),
	base: size('B', 768, 12, 12),
	so150m: size('SO150M', 896, 18, 14, 2.5715),
	so150m2: size('SO150M2', 832, 21, 13, 2.6154),
	large: size('L', 1024, 24, 16),
	intern300m: size('300M', 1024, 24, 16),
	so400m: size('SO400M', 1152, 27, 16, 3.7362),
	huge: size('H', 1280, 32, 16),
	giant: size('g', 1408, 40, 16, 4.3637),
	giantopt: size('g-opt', 1536, 40, 16),
	gigantic: size('G', 1664, 48, 16, 4.9231),
	enormous: size('E', 1792, 64, 16, 8.5715),
	'1b': size('1B', 2048, 24, 16),
	'3b': size('3B', 3072, 24, 24)
};

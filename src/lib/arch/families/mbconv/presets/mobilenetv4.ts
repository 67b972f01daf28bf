import type { MBConvConfig } from '../config.ts';
import {
	around,
	fused,
	listsOf,
	rowsOfBlock,
	scaledWidth,
	single,
	type Scaling,
	type Stage,
	type Unscaled
} from './rows.ts';

const [plain, extra, start, ffn] = (
	['universal', 'universal-extra', 'universal-start', 'universal-ffn'] as const
).map((block) => rowsOfBlock(block)) as [RowMaker, RowMaker, RowMaker, RowMaker];
type RowMaker = ReturnType<typeof rowsOfBlock>;

/** A row of universal blocks by its two depthwise kernels, of which either may be missing. */
function uib(
	first: number,
	middle: number,
	stride: number,
	expansion: number,
	width: number,
	depth = 1
): Unscaled {
	const make = first ? (middle ? extra : start) : middle ? plain : ffn;
	return make(depth, middle || 3, stride, expansion, width, { startKernel: first || 3 });
}

/** arXiv 2404.10518, appendix D. */
const SMALL: readonly Stage[] = [
	[single(1, 3, 2, 1, 32), single(1, 1, 1, 1, 32)],
	[single(1, 3, 2, 1, 96), single(1, 1, 1, 1, 64)],
	[uib(5, 5, 2, 3, 96), uib(0, 3, 1, 2, 96, 4), uib(3, 0, 1, 4, 96)],
	[
		uib(3, 3, 2, 6, 128),
		uib(5, 5, 1, 4, 128),
		uib(0, 5, 1, 4, 128),
		uib(0, 5, 1, 3, 128),
		uib(0, 3, 1, 4, 128, 2)
	],
	[single(1, 1, 1, 1, 960)]
];

const MEDIUM: readonly Stage[] = [
	[fused(1, 3, 2, 4, 48)],
	[uib(3, 5, 2, 4, 80), uib(3, 3, 1, 2, 80)],
	[
		uib(3, 5, 2, 6, 160),
		uib(3, 3, 1, 4, 160, 2),
		uib(3, 5, 1, 4, 160),
		uib(3, 3, 1, 4, 160),
		uib(3, 0, 1, 4, 160),
		uib(0, 0, 1, 2, 160),
		uib(3, 0, 1, 4, 160)
	],
	[
		uib(5, 5, 2, 6, 256),
		uib(5, 5, 1, 4, 256),
		uib(3, 5, 1, 4, 256, 2),
		uib(0, 0, 1, 4, 256),
		uib(3, 0, 1, 4, 256),
		uib(3, 5, 1, 2, 256),
		uib(5, 5, 1, 4, 256),
		uib(0, 0, 1, 4, 256, 2),
		uib(5, 0, 1, 2, 256)
	],
	[single(1, 1, 1, 1, 960)]
];

const LARGE: readonly Stage[] = [
	[fused(1, 3, 2, 4, 48)],
	[uib(3, 5, 2, 4, 96), uib(3, 3, 1, 4, 96)],
	[
		uib(3, 5, 2, 4, 192),
		uib(3, 3, 1, 4, 192, 3),
		uib(3, 5, 1, 4, 192),
		uib(5, 3, 1, 4, 192, 5),
		uib(3, 0, 1, 4, 192)
	],
	[
		uib(5, 5, 2, 4, 512, 4),
		uib(5, 0, 1, 4, 512),
		uib(5, 3, 1, 4, 512),
		uib(5, 0, 1, 4, 512, 2),
		uib(5, 3, 1, 4, 512),
		uib(5, 5, 1, 4, 512),
		uib(5, 0, 1, 4, 512, 3)
	],
	[single(1, 1, 1, 1, 960)]
];

const v4 = (stages: readonly Stage[], stem: number, scaling: Scaling = {}): MBConvConfig => ({
	...around,
	...listsOf(stages, scaling),
	stemWidth: (scaling.width ?? 1) < 1 ? stem : scaledWidth(stem, scaling),
	seFrom: 'hidden',
	head: 'pool-conv',
	headForm: 'norm'
});

export const mobilenetV4Small = (width: number): MBConvConfig => v4(SMALL, 32, { width });
export const mobilenetV4Medium: MBConvConfig = v4(MEDIUM, 32);
export const mobilenetV4Large: MBConvConfig = v4(LARGE, 24);

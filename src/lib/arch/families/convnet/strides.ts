import type { ConvNetConfig } from './config.ts';

/** How a stage shrinks its map, or what it does instead. */
export type StageStride = Readonly<{
	stride: 1 | 2;
	/** Dilation of what would have had the stride: the block's first spatial conv, or the one between stages. */
	first: number;
	/** Dilation of all spatial convs after that. */
	dilation: number;
}>;

/** What is left for the blocks after the one that shrinks the map. */
export const afterFirst = ({ dilation }: StageStride): StageStride => ({
	stride: 1,
	first: dilation,
	dilation
});

/** Pixels between neighbours of the stem's map. */
export function stemStride({ stem, patch }: Pick<ConvNetConfig, 'stem' | 'patch'>): number {
	if (stem === 'patchify') return patch;
	return stem === 'plain' ? 1 : 4;
}

/**
 * Strides and dilations of the stages: once the map is as coarse as the output stride permits, a
 * stage dilates its kernels in place of halving the map. The first dilation is timm's: in resnet.py
 * that of the stage before, in convnext.py 1 or 2. At 32, where the usual networks end, nothing is
 * dilated however coarse the map is.
 */
export function stageStrides(config: ConvNetConfig): readonly StageStride[] {
	const most = config.outputStride === '32' ? Infinity : Number(config.outputStride);
	let [reached, dilation] = [stemStride(config), 1];
	return config.depths.map((_, stage): StageStride => {
		if (stage === 0) return { stride: 1, first: 1, dilation: 1 };
		if (reached < most) {
			reached *= 2;
			return { stride: 2, first: 1, dilation: 1 };
		}
		const before = dilation;
		dilation *= 2;
		const first = config.downsample === 'in-block' ? before : Math.min(2, before);
		return { stride: 1, first, dilation };
	});
}

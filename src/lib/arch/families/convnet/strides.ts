import { dilatedStages, oneOrTwo, type StageStride } from '../output-stride.ts';
import type { ConvNetConfig } from './config.ts';

/** Pixels between neighbours of the stem's map. */
export function stemStride({ stem, patch }: Pick<ConvNetConfig, 'stem' | 'patch'>): number {
	if (stem === 'patchify') return patch;
	return stem === 'plain' ? 1 : 4;
}

/** Strides and dilations of the stages. The first dilation is timm's: in resnet.py that of the stage before. */
export const stageStrides = (config: ConvNetConfig): readonly StageStride[] =>
	dilatedStages(
		config.depths.map((_, stage) => stage > 0),
		stemStride(config),
		config.outputStride,
		...(config.downsample === 'in-block' ? [] : [oneOrTwo])
	);

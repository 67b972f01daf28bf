import type { Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { InceptionNextConfig } from './build.ts';

const doubling = (width: number): readonly number[] => [width, 2 * width, 4 * width, 8 * width];

const tiny: InceptionNextConfig = {
	...imageNet,
	depths: [3, 3, 9, 3],
	widths: doubling(96),
	mlpRatios: [4, 4, 4, 3],
	squareKernel: 3,
	bandKernel: 11,
	branchRatio: 0.125,
	activation: 'gelu',
	outputStride: '32',
	layerScale: true
};
const small: InceptionNextConfig = { ...tiny, depths: [3, 3, 27, 3] };
const atto = { depths: [2, 2, 6, 2], widths: doubling(40), bandKernel: 9, branchRatio: 0.25 };

type Row = readonly [name: string, label: string, config: InceptionNextConfig];

const rows: readonly Row[] = [
	['inception_next_atto', 'InceptionNeXt-A', { ...tiny, ...atto }],
	['inception_next_tiny', 'InceptionNeXt-T', tiny],
	['inception_next_small', 'InceptionNeXt-S', small],
	['inception_next_base', 'InceptionNeXt-B', { ...small, widths: doubling(128) }]
];

/** InceptionNeXt presets under timm's names. */
export const inceptionNextPresets: ReadonlyMap<string, Preset> = new Map(
	rows.map(([name, label, config]) => [
		name,
		{
			label,
			group: 'InceptionNeXt',
			config,
			...(name === 'inception_next_base' ? { image: { crop: 0.95 } } : {})
		}
	])
);

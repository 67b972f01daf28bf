import { as, commonWords, tuple, unsaid, type TimmWords } from '../timm-words.ts';

/** timm takes its mixer and its activation as classes, which no line of plain values can say. */
export const inceptionNextWords: TimmWords = {
	...commonWords,
	// Told to have none, timm makes a classifier of no outputs.
	classes: (value) => (value === 0 ? null : [['num_classes', String(value)]]),
	input: unsaid,
	depths: as('depths', tuple),
	widths: as('dims', tuple),
	outputStride: as('output_stride'),
	mlpRatios: as('mlp_ratios', tuple),
	layerScale: (value) => [['ls_init_value', value ? '1e-6' : '0']]
};

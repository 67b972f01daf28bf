import { as, bool, commonWords, unsaid, type TimmWords } from '../timm-words.ts';

/**
 * timm's words for the fields of a MetaFormer. Its functions set depths, widths and more themselves,
 * and an argument cannot be given twice.
 */
export const poolFormerWords: TimmWords = { ...commonWords, input: unsaid };

export const poolFormerV2Words: TimmWords = {
	...poolFormerWords,
	mlpBias: as('mlp_bias', bool),
	// create_model drops arguments that are None: layer scale can be put in, not taken out.
	layerScale: (value) => (value ? [['layer_scale_init_values', '1e-5']] : null)
};

export const mixerWords: TimmWords = {
	...poolFormerV2Words,
	mlpHead: as('use_mlp_head', bool)
};

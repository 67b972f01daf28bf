/** About the most time that the measurements for a prediction may take, ms. */
export const BUDGET_MS = 40_000;

/** Presets that predictions are checked on where nobody chooses others: some of each family, and quick enough. */
export const CHECKED_PRESETS: readonly string[] = [
	'convnext_atto',
	'convnext_tiny',
	'convnextv2_atto',
	'resnet50',
	'resnext50_32x4d',
	'regnety_004',
	'mobilenetv3_large_100',
	'efficientnet_b0',
	'poolformer_s12',
	'caformer_s18',
	'inception_next_atto',
	'swin_tiny_patch4_window7_224',
	'swinv2_tiny_window8_256',
	'vit_tiny_patch16_224',
	'eva02_tiny_patch14_224'
];

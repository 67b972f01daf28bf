/** About the most time that the measurements for a prediction may take, ms. */
export const BUDGET_MS = 40_000;

/** Presets that predictions are checked on where nobody chooses others: three families, and quick enough. */
export const CHECKED_PRESETS: readonly string[] = [
	'convnext_atto',
	'convnext_pico',
	'convnext_nano',
	'convnext_tiny',
	'convnextv2_atto',
	'resnet18',
	'resnet50',
	'resnext50_32x4d',
	'swin_tiny_patch4_window7_224',
	'vit_tiny_patch16_224'
];

import { examine, presetDesign, type Network } from '../../src/lib/arch/design.ts';
import { applySettings, readPreset, type Setting } from '../../src/lib/share/settings.ts';
import timm from './timm_counts.json' with { type: 'json' };

type Kwargs = Readonly<Record<string, unknown>>;
type Counted = Readonly<{ model: string; kwargs: Kwargs; input: number }>;
type Words = Readonly<Record<string, (value: unknown, all: Kwargs) => readonly Setting[]>>;

const OUTPUT_STRIDE: Words = {
	output_stride: (value) => [['outputStride', String(value)]]
};

/** timm's keyword arguments in our words. Those that are missing here lie outside our design space. */
const CONVNET_WORDS: Words = {
	depths: (value) => [['depths', String(value)]],
	layers: (value) => [['depths', String(value)]],
	dims: (value) => [['widths', String(value)]],
	kernel_sizes: (value) => [['kernels', String(value)]],
	num_classes: (value) => [['classes', String(value)]],
	in_chans: (value) => [['channels', String(value)]],
	...OUTPUT_STRIDE,
	ls_init_value: (value) => [['layerScale', value === null ? 'off' : 'on']],
	use_grn: (value) => [['grn', value ? 'on' : 'off']],
	head_norm_first: (value) => [['headNorm', value ? 'before-pool' : 'after-pool']],
	conv_mlp: (value) => [['pointwise', value ? 'conv' : 'linear']],
	act_layer: (value) => [['activation', String(value).replace('_', '')]],
	cardinality: (value) => [
		['conv', 'grouped'],
		['cardinality', String(value)]
	],
	base_width: (value, { cardinality = 1 }) => [
		['inner', String((Number(value) * Number(cardinality)) / 64)]
	]
};

/** timm's: one side for all stages, two sides for all, or either for each. */
function windowSettings(value: unknown): readonly Setting[] {
	const list = Array.isArray(value) && value.length !== 2 ? value : [value];
	const sides = list.map((one) => (Array.isArray(one) ? one.map(Number) : [Number(one), 0]));
	return [
		['window', sides.map(([height]) => height).join()],
		['windowWidth', sides.map(([, width]) => width).join()]
	];
}

const INCEPTION_WORDS: Words = {
	depths: (value) => [['depths', String(value)]],
	dims: (value) => [['widths', String(value)]],
	mlp_ratios: (value) => [['mlpRatios', String(value)]],
	...OUTPUT_STRIDE,
	num_classes: (value) => [['classes', String(value)]]
};

const onOff = (value: unknown): string => (value ? 'on' : 'off');

const TRANSFORMER_WORDS: Words = {
	img_size: () => [],
	num_classes: (value) => [['classes', String(value)]],
	in_chans: (value) => [['channels', String(value)]],
	patch_size: (value) => [['patch', String(value)]],
	window_size: (value) => windowSettings(value),
	pretrained_window_sizes: (value) => [['pretrainedWindow', String(value)]],
	embed_dim: (value) => [['width', String(value)]],
	depth: (value) => [['depth', String(value)]],
	depths: (value) => [['depths', String(value)]],
	num_heads: (value) => [['heads', String(value)]],
	mlp_ratio: (value) => [['mlpRatio', String(value)]],
	qkv_bias: (value) => [['qkvBias', onOff(value)]],
	global_pool: (value) => [['pool', value === 'avg' ? 'average' : String(value)]],
	class_token: (value) => [['classToken', onOff(value)]]
};

const REGNET_WORDS: Words = {
	depth: (value) => [['depth', String(value)]],
	w0: (value) => [['initialWidth', String(value)]],
	wa: (value) => [['slope', String(value)]],
	wm: (value) => [['multiplier', String(value)]],
	group_size: (value) => [['groupWidth', String(value)]],
	group_min_ratio: (value) => [['groupRounding', value ? 'within-tenth' : 'nearest']],
	bottle_ratio: (value) => [['bottleneck', String(value)]],
	se_ratio: (value) => [['seRatio', String(value)]],
	stem_width: (value) => [['stemWidth', String(value)]],
	num_features: (value) => [['headWidth', String(value)]],
	downsample: () => [['shortcut', 'conv']],
	linear_out: (value) => [['linearOut', onOff(value)]],
	...OUTPUT_STRIDE,
	act_layer: (value) => [['activation', String(value)]],
	num_classes: (value) => [['classes', String(value)]]
};

const MBCONV_WORDS: Words = {
	aa_layer: (value) => [['antialias', value === 'avg' ? 'average' : 'blur']],
	num_classes: (value) => [['classes', String(value)]],
	...OUTPUT_STRIDE
};

const METAFORMER_WORDS: Words = {
	use_mlp_head: (value) => [['mlpHead', onOff(value)]],
	mlp_bias: (value) => [['mlpBias', onOff(value)]],
	layer_scale_init_values: () => [['layerScale', 'on']],
	num_classes: (value) => [['classes', String(value)]]
};

const WORDS_OF: Readonly<Record<string, Words>> = {
	convnet: CONVNET_WORDS,
	regnet: REGNET_WORDS,
	inceptionnext: INCEPTION_WORDS,
	mbconv: MBCONV_WORDS,
	metaformer: METAFORMER_WORDS
};

const PRESETS: Readonly<Record<string, readonly [string, ...Setting[]]>> = {
	convnext_iso_small: ['convnext_isotropic_small'],
	convnext_iso_base: ['convnext_isotropic_base'],
	convnext_iso_large: ['convnext_isotropic_large']
};

function settingsFor({ model, kwargs, input }: Counted) {
	const [preset, ...extra] = PRESETS[model] ?? [model];
	const design = presetDesign(preset);
	if (!design) return null;
	const WORDS = WORDS_OF[design.family.id] ?? TRANSFORMER_WORDS;
	const isotropic = preset !== model && preset.startsWith('convnext_iso');
	const words = isotropic ? {} : kwargs;
	// A bias switch is not in the design space; with another patch size timm changes later strides too.
	if (Object.keys(words).some((key) => !(key in WORDS))) return null;
	const settings = Object.entries(words).flatMap(
		([key, value]) => WORDS[key]?.(value, kwargs) ?? []
	);
	return { preset, settings: [...extra, ...settings, ['input', String(input)] as const] };
}

export function networkOf(preset: string, settings: readonly Setting[]): Network {
	const { design, problems } = applySettings(readPreset(preset).design, settings);
	const examined = examine(design);
	if (examined.ok && problems.length === 0) return examined.network;
	const all = examined.ok ? problems : [...problems, ...examined.problems];
	throw new Error(all.map(({ message }) => message).join());
}

/** The models of `timm_counts.json` that our design space has, in our words. */
export const covered = Object.entries(timm.models).flatMap(([id, model]) => {
	const settings = settingsFor(model);
	return settings ? [{ id, model, ...settings }] : [];
});

import { describe, expect, it } from 'vitest';
import { examine, presetDesign } from '../../src/lib/arch/design.ts';
import type { OpKind } from '../../src/lib/arch/net.ts';
import { applySettings, readPreset, type Setting } from '../../src/lib/share/settings.ts';
import { sumLayers, totalsOf } from '../../src/lib/count/totals.ts';
import reference from './reference/model_counts.json' with { type: 'json' };
import timm from './timm_counts.json' with { type: 'json' };

type Kwargs = Readonly<Record<string, unknown>>;
type Counted = Readonly<{ model: string; kwargs: Kwargs; input: number }>;
type Figures = Readonly<{
	params: number;
	macs: number;
	macs_conv: number;
	macs_linear: number;
	macs_attention: number;
	activations: number;
}>;

type Words = Readonly<Record<string, (value: unknown, all: Kwargs) => readonly Setting[]>>;

/** timm's keyword arguments in our words. Those that are missing here lie outside our design space. */
const CONVNET_WORDS: Words = {
	depths: (value) => [['depths', String(value)]],
	layers: (value) => [['depths', String(value)]],
	dims: (value) => [['widths', String(value)]],
	kernel_sizes: (value) => [['kernels', String(value)]],
	num_classes: (value) => [['classes', String(value)]],
	ls_init_value: (value) => [['layerScale', value === null ? 'off' : 'on']],
	use_grn: (value) => [['grn', value ? 'on' : 'off']],
	conv_mlp: (value) => [['pointwise', value ? 'conv' : 'linear']],
	act_layer: (value) => [['activation', String(value)]],
	cardinality: (value) => [
		['conv', 'grouped'],
		['cardinality', String(value)]
	],
	base_width: (value, { cardinality = 1 }) => [
		['inner', String((Number(value) * Number(cardinality)) / 64)]
	]
};

const onOff = (value: unknown): string => (value ? 'on' : 'off');

const TRANSFORMER_WORDS: Words = {
	img_size: () => [],
	num_classes: (value) => [['classes', String(value)]],
	patch_size: (value) => [['patch', String(value)]],
	window_size: (value) => [['window', String(value)]],
	embed_dim: (value) => [['width', String(value)]],
	depth: (value) => [['depth', String(value)]],
	depths: (value) => [['depths', String(value)]],
	num_heads: (value) => [['heads', String(value)]],
	mlp_ratio: (value) => [['mlpRatio', String(value)]],
	qkv_bias: (value) => [['qkvBias', onOff(value)]],
	global_pool: (value) => [['pool', value === 'avg' ? 'average' : String(value)]],
	class_token: (value) => [['classToken', onOff(value)]]
};

const PRESETS: Readonly<Record<string, readonly [string, ...Setting[]]>> = {
	resnet50_gn: ['resnet50', ['norm', 'group']],
	convnext_iso_small: ['convnext_isotropic_small'],
	convnext_iso_base: ['convnext_isotropic_base'],
	convnext_iso_large: ['convnext_isotropic_large']
};

function settingsFor({ model, kwargs, input }: Counted) {
	const [preset, ...extra] = PRESETS[model] ?? [model];
	const design = presetDesign(preset);
	if (!design) return null;
	const WORDS = design.family.id === 'convnet' ? CONVNET_WORDS : TRANSFORMER_WORDS;
	const isotropic = preset !== model && preset.startsWith('convnext_iso');
	const words = isotropic ? {} : kwargs;
	// Zero classes, other input channels and a bias switch are not in the design space; with another
	// patch size timm changes later strides too.
	if (Object.keys(words).some((key) => !(key in WORDS))) return null;
	if (kwargs.num_classes === 0) return null;
	const settings = Object.entries(words).flatMap(
		([key, value]) => WORDS[key]?.(value, kwargs) ?? []
	);
	return { preset, settings: [...extra, ...settings, ['input', String(input)] as const] };
}

function count(preset: string, settings: readonly Setting[]): Figures {
	const { design, problems } = applySettings(readPreset(preset).design, settings);
	expect(problems).toEqual([]);
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join());
	const { net, input, layers } = examined.network;
	const totals = sumLayers(layers);
	expect(totalsOf(net, input)).toEqual(totals);
	const macsOf = (kind: OpKind) => sumLayers(layers.filter(({ op }) => op.kind === kind)).macs;
	return {
		...totals,
		macs_conv: macsOf('conv'),
		macs_linear: macsOf('linear'),
		macs_attention: macsOf('attention')
	};
}

const figures = (all: Figures): Figures => ({
	params: all.params,
	macs: all.macs,
	macs_conv: all.macs_conv,
	macs_linear: all.macs_linear,
	macs_attention: all.macs_attention,
	activations: all.activations
});

describe('counts equal PyTorch’s to the integer', () => {
	const covered = Object.entries(timm.models).flatMap(([id, model]) => {
		const settings = settingsFor(model);
		return settings ? [{ id, model, ...settings }] : [];
	});

	it.each(covered)('$id', ({ model, preset, settings }) => {
		expect(count(preset, settings)).toEqual(figures(model));
	});

	it('holds for over a hundred networks', () => {
		expect(covered.length).toBeGreaterThan(100);
	});

	it('holds for every transformer that was counted', () => {
		const transformers = Object.keys(timm.models).filter((id) => /swin|vit|deit/.test(id));
		const ids = covered.map(({ id }) => id);
		expect(transformers.filter((id) => !ids.includes(id))).toEqual([]);
	});

	const supplied = Object.entries(reference).filter(([name]) => presetDesign(name));
	it.each(supplied)('%s of the supplied reference', (name, model) => {
		expect(count(name, [['input', String(model.input)]])).toEqual(figures(model));
	});
});

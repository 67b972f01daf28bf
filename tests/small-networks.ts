import './all-families.ts';
import { presetDesign, type Design, type Network } from '../src/lib/arch/design.ts';
import type { FieldValue } from '../src/lib/arch/fields.ts';
import { efficientNetX } from '../src/lib/arch/families/mbconv/presets/efficientnet.ts';
import { networkOfDesign } from './networks.ts';

type Changes = Readonly<Record<string, FieldValue>>;

function changed(preset: string, changes: Changes): Design {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	return { ...design, config: { ...design.config, ...changes } };
}

/** Presets for ten classes, by names like `lcnet_035@64`: the side of the input follows. */
const ofTenClasses = (...names: readonly string[]): Readonly<Record<string, Design>> =>
	Object.fromEntries(
		names.map((name) => {
			const [preset = '', side] = name.split('@');
			return [name, changed(preset, { input: Number(side), classes: 10 })];
		})
	);

const small: Changes = { input: 64, classes: 10 };
const convnext: Changes = { ...small, depths: [1, 1, 2, 1], widths: [8, 16, 32, 64] };
const resnet: Changes = { ...small, depths: [1, 1, 1, 1] };
/** Of a network with a deep stem, whose width timm lets one choose. */
const slim: Changes = { ...resnet, widths: [16, 24, 32, 48], stemWidth: 8 };

// 16, 32, 64 and 128 channels.
const line = { depth: 7, initialWidth: 16, slope: 14.5, multiplier: 2, groupWidth: 8 };
const regnet: Changes = { ...small, ...line, stemWidth: 16 };

const metaformer: Changes = { ...small, depths: [1, 1, 1, 1], widths: [8, 16, 24, 32] };

/** Windows of every stage: heights, widths and what V2 was trained for; 0 is the same. */
const windows = (
	window: readonly number[],
	windowWidth = window.map(() => 0),
	pretrainedWindow = window.map(() => 0)
): Changes => ({ window, windowWidth, pretrainedWindow });

const swin: Changes = {
	classes: 10,
	width: 12,
	depths: [2, 2],
	heads: [2, 4],
	...windows([7, 7])
};
const vit: Changes = { input: 32, classes: 10, patch: 8, width: 24, depth: 2, heads: 3 };
const hybrid: Changes = { classes: 10, width: 24, depth: 2, heads: 3 };
const [SWIN, VIT] = ['swin_tiny_patch4_window7_224', 'vit_tiny_patch16_224'];

const gap = { classToken: false, pool: 'average' };

/** What the plain ViT lacks, one or a few at a time. */
const smallVits: Readonly<Record<string, Design>> = {
	small_deit_distilled: changed('deit_tiny_distilled_patch16_224', vit),
	small_vit_reg_ls: changed('vit_small_patch14_reg4_dinov2', vit),
	qk_norm_vit: changed(VIT, { ...vit, qkNorm: true }),
	packed_vit: changed(VIT, { ...vit, mlp: 'packed', activation: 'silu', positions: 'patches' }),
	gated_vit: changed('aimv2_large_patch14_224', { ...vit, mlpRatio: 2.6667 }),
	map_vit: changed(VIT, {
		...vit,
		...gap,
		registers: 4,
		pool: 'map',
		activation: 'geluTanh'
	}),
	whole_map_vit: changed(VIT, {
		...vit,
		registers: 2,
		pool: 'map',
		poolAll: true,
		positions: 'none'
	}),
	clip_vit: changed('vit_base_patch32_clip_quickgelu_224', vit),
	register_vit: changed('vit_medium_patch16_reg4_gap_256', vit),
	unnormed_vit: changed(VIT, { ...vit, pool: 'average', poolAll: true, lastNorm: 'none' }),
	post_norm_vit: changed(VIT, {
		...vit,
		block: 'post-norm',
		pool: 'average',
		lastNorm: 'before',
		mlpRatio: 3.7362
	}),
	parallel_vit: changed('vit_base_patch16_xp_224', { ...vit, layerScale: true }),
	parallel_biased_vit: changed(VIT, { ...vit, block: 'parallel', lastNorm: 'after' }),
	double_vit: changed(VIT, { ...vit, block: 'double', layerScale: true }),
	sub_norm_vit: changed('beit3_base_patch16_224', vit),
	'both_vit@24x40': changed('vit_small_patch14_reg4_dinov2', {
		...vit,
		input: [24, 40],
		pool: 'both'
	}),
	inner_vit: changed(VIT, {
		...vit,
		mlp: 'gated',
		subNorm: true,
		qkNorm: true,
		bias: false,
		norm: 'rms',
		eps: '1e-5',
		embedNorm: 'patches'
	})
};

/** Rotary positions of every kind, and what comes with them. */
const rotaryVits: Readonly<Record<string, Design>> = {
	eva_vit: changed('eva_giant_patch14_224', { ...vit, mlpRatio: 2 }),
	packed_eva02: changed('eva02_tiny_patch14_224', vit),
	'apart_eva02@32x48': changed('eva02_base_patch14_224', {
		...vit,
		input: [32, 48],
		attentionNorm: true
	}),
	post_norm_eva: changed('eva02_enormous_patch14_clip_224', {
		...vit,
		mlpRatio: 2,
		rotary: 'counted'
	}),
	'rope_vit@24x40': changed('vit_small_patch16_rope_ape_224', { ...vit, input: [24, 40] }),
	'mixed_rope_vit@24x40': changed('vit_small_patch16_rope_mixed_224', {
		...vit,
		input: [24, 40]
	}),
	core_pe: changed('vit_pe_core_tiny_patch16_384', { ...vit, poolHeads: 2 }),
	'spatial_pe@24x40': changed('vit_pe_spatial_tiny_patch16_512', { ...vit, input: [24, 40] }),
	'tiny_dinov3@24x40': changed('vit_small_plus_patch16_dinov3_qkvb', {
		...vit,
		input: [24, 40]
	}),
	unbiased_dinov3: changed('vit_small_patch16_dinov3', vit)
};

/** The small networks whose PyTorch logits are on file, by their names there. */
export const smallDesigns: Readonly<Record<string, Design>> = {
	tiny_convnext: changed('convnext_tiny', convnext),
	tiny_convnext_k3579: changed('convnext_tiny', { ...convnext, kernels: [3, 5, 7, 9] }),
	tiny_convnextv2: changed('convnextv2_tiny', convnext),
	tiny_resnet_bottleneck: changed('resnet50', { ...small, depths: [1, 1, 2, 1] }),
	tiny_resnet_basic: changed('resnet18', resnet),
	// Base width 4 and cardinality 8: 8 × 4 / 64 channels inside for each base channel.
	tiny_resnext: changed('resnext50_32x4d', { ...resnet, cardinality: 8, inner: 0.5 }),
	small_seresnet: changed('seresnet50', resnet),
	small_resnet_d: changed('resnet50d', { ...resnet, stemWidth: 16 }),
	small_resnet_gn: changed('resnet50_gn', resnet),
	small_convnext_hnf: changed('convnext_tiny', { ...convnext, headNorm: 'before-pool' }),
	small_convnext_ols: changed('convnext_tiny', { ...convnext, stem: 'overlap-tiered' }),
	small_eca: changed('ecaresnet26t', slim),
	// A map of one position in the last stage.
	'small_eca@32': changed('ecaresnet26t', { ...slim, input: 32 }),
	small_blur: changed('resnetblur50d', slim),
	small_basic_blur: changed('resnetblur18', resnet),
	small_average: changed('seresnetaa50d', slim),
	small_rs: changed('resnetrs50', slim),
	small_senet: changed('senet154', { ...slim, cardinality: 2, inner: 2 }),
	small_pruned: changed('ecaresnet50d', {
		...slim,
		depths: [1, 2, 1, 1],
		blockWidths: [5, 7, 19, 9, 11, 23, 13, 6, 23, 17, 10, 21, 12, 14, 30]
	}),
	small_resnet_v1: changed('resnet50d', { ...slim, shortcut: 'conv', strideOn: 'pointwise' }),
	small_plain_stem: changed('resnet18', { ...resnet, input: 32, stem: 'plain' }),
	small_hidden_head: changed('convnext_tiny', { ...convnext, headHidden: 24 }),
	small_simple_norm: changed('convnext_zepto_rms_ols', convnext),
	small_tiered_stem: changed('convnext_atto_ols', { ...convnext, widths: [24, 16, 16, 32] }),
	small_rms: changed('convnext_atto_rms', convnext),
	small_gelu_tanh: changed('test_convnext', small),
	tiny_hard_seresnet: changed('resnet50', {
		...resnet,
		activation: 'hardswish',
		se: 'hardsigmoid'
	}),
	tiny_hardswish: changed('resnet18', { ...resnet, activation: 'hardswish' }),
	'regnety_002@64': changed('regnety_002', { input: 64 }),
	tiny_regnetv: changed('regnetv_040', regnet),
	tiny_regnetz: changed('regnetz_005', { ...regnet, bottleneck: 2, headWidth: 48 }),
	tiny_regnety_gn: changed('regnety_040_sgn', regnet),
	tiny_regnetx_tv: changed('regnetx_004_tv', { ...regnet, groupWidth: 24 }),
	small_inception_next: changed('inception_next_tiny', {
		...small,
		depths: [1, 1, 1, 1],
		widths: [16, 32, 48, 64]
	}),
	// Kernels and shares of its own, and channels that no four divide.
	banded_inception_next: changed('inception_next_tiny', {
		input: 60,
		classes: 10,
		depths: [1, 2, 1],
		widths: [22, 32, 48],
		mlpRatios: [2, 1.75, 3],
		squareKernel: 5,
		bandKernel: 7,
		branchRatio: 0.1875,
		layerScale: false
	}),
	small_poolformer: changed('poolformer_s12', metaformer),
	tiny_poolformerv2: changed('poolformerv2_s12', metaformer),
	tiny_convformer: changed('convformer_s18', metaformer),
	tiny_caformer: changed('caformer_s18', { ...metaformer, widths: [8, 16, 32, 64] }),
	'efficientnet_b0@64': changed('efficientnet_b0', { input: 64 }),
	'mobilenetv2_050@64': changed('mobilenetv2_050', { input: 64 }),
	...ofTenClasses(
		'mobilenetv3_small_050@64',
		'mobilenetv3_rw@64',
		'mobilenetv4_conv_small_035@64',
		'test_efficientnet@64',
		'test_efficientnet_gn@64',
		'mnasnet_small@65',
		'lcnet_035@64',
		'tf_mixnet_s@65',
		'test_efficientnet_ln@64',
		'efficientnet_es@64',
		'tf_mobilenetv3_small_075@64',
		'tf_efficientnetv2_b0@65'
	),
	tiny_swin: changed(SWIN, { ...swin, input: 56 }),
	// Maps of 18 and 9 positions with windows of 7.
	padded_swin: changed(SWIN, { ...swin, input: 72 }),
	odd_swin: changed(SWIN, {
		...swin,
		...windows([4, 4, 4]),
		input: 60,
		depths: [2, 2, 1],
		heads: [2, 3, 4]
	}),
	small_swinv2: changed('swinv2_tiny_window8_256', { ...swin, ...windows([8, 8]), input: 64 }),
	// Windows by stage, one of them of two sides, on a map of 28 positions and one of 14.
	staged_swin: changed(SWIN, {
		...swin,
		...windows([7, 14, 7], [4, 0, 0]),
		input: 112,
		depths: [2, 2, 1],
		heads: [2, 3, 4]
	}),
	// Trained for smaller windows; the last map is a window itself.
	tuned_swinv2: changed('swinv2_tiny_window8_256', {
		...swin,
		...windows([8, 8], [0, 0], [6, 4]),
		input: 64
	}),
	// Windows of 4 × 8, shifted by 2 × 4.
	wide_swinv2: changed('swinv2_tiny_window8_256', {
		...swin,
		...windows([4, 4], [8, 8]),
		input: 64,
		qkvBias: false
	}),
	tiny_vit: changed(VIT, vit),
	stem_vit: changed('vit_tiny_r_s16_p8_224', { ...hybrid, input: 61 }),
	standardized_vit: changed('vit_small_r26_s32_224', { ...hybrid, input: 33 }),
	average_vit: changed(VIT, { ...vit, pool: 'average' }),
	tokenless_vit: changed(VIT, { ...vit, pool: 'average', classToken: false, qkvBias: false }),
	...smallVits,
	...rotaryVits,
	'tiny_convnext/in_chans=1': changed('convnext_tiny', { ...convnext, channels: 1 }),
	'tiny_convnext/num_classes=0': changed('convnext_tiny', { ...convnext, classes: 0 }),
	'tiny_convnext@64x96': changed('convnext_tiny', { ...convnext, input: [64, 96] }),
	'tiny_convnext/output_stride=8': changed('convnext_tiny', { ...convnext, outputStride: '8' }),
	'tiny_resnet_basic/output_stride=8': changed('resnet18', {
		...small,
		depths: [1, 1, 2, 2],
		outputStride: '8'
	}),
	'tiny_resnet/output_stride=8': changed('resnet50', { ...resnet, outputStride: '8' }),
	'small_inception_next/output_stride=8': changed('inception_next_tiny', {
		...small,
		depths: [1, 1, 1, 1],
		widths: [16, 32, 48, 64],
		outputStride: '8'
	}),
	'tiny_regnetv_avg/output_stride=8': changed('regnetv_064', {
		...regnet,
		input: 65,
		outputStride: '8'
	}),
	'tiny_regnetx/output_stride=8': changed('regnetx_002', { ...regnet, outputStride: '8' }),
	'test_efficientnet/output_stride=8': changed('test_efficientnet', {
		...small,
		outputStride: '8'
	}),
	'mobilenetv4_conv_small_035/aa_layer=avg': changed('mobilenetv4_conv_small_035', {
		input: 65,
		classes: 10,
		antialias: 'average'
	}),
	'mobilenetv4_conv_small_035/aa_layer=blurpc': changed('mobilenetv4_conv_small_035', {
		input: 65,
		classes: 10,
		antialias: 'blur'
	}),
	'test_efficientnet/aa_layer=blurpc': changed('test_efficientnet', {
		...small,
		antialias: 'blur'
	}),
	tiny_efficientnet_x: changed('efficientnet_x_b3', {
		...efficientNetX(0.25, 1.4, 70),
		classes: 10
	}),
	'mobilenetv2_035/output_stride=16': changed('mobilenetv2_035', {
		input: 65,
		classes: 10,
		outputStride: '16'
	}),
	'tiny_swin@56x84': changed(SWIN, { ...swin, input: [56, 84] }),
	// Maps of 5 × 14: windows that differ between the axes.
	'tiny_swin@20x56': changed(SWIN, { ...swin, input: [20, 56] }),
	'small_swinv2@64x128': changed('swinv2_tiny_window8_256', {
		...swin,
		...windows([8, 8]),
		input: [64, 128]
	}),
	'tiny_vit@32x48': changed(VIT, { ...vit, input: [32, 48] })
};

/** The small network of this name. */
export function smallNetwork(name: string): Network {
	const design = smallDesigns[name];
	if (!design) throw new Error(`there is no small network ${name}`);
	return networkOfDesign(design);
}

import type { Config, FieldValue } from '../../fields.ts';
import {
	as,
	bool,
	commonWords,
	tuple,
	unsaid,
	type TimmWord,
	type TimmWords,
	activationWord,
	quoted
} from '../timm-words.ts';

const isFour = (value: FieldValue): boolean => Array.isArray(value) && value.length === 4;

const fourStages =
	(name: string): TimmWord =>
	(value) =>
		isFour(value) ? [[name, tuple(value)]] : null;

/** An argument for those values that timm has a word for. */
const oneOf =
	(name: string, words: Readonly<Record<string, string>>): TimmWord =>
	(value) => {
		const word = words[String(value)];
		return word === undefined ? null : [[name, quoted(word)]];
	};

const convnextWords: TimmWords = {
	...commonWords,
	input: unsaid,
	outputStride: as('output_stride'),
	depths: fourStages('depths'),
	widths: fourStages('dims'),
	kernels: fourStages('kernel_sizes'),
	pointwise: (value) => [['conv_mlp', bool(value === 'conv')]],
	stem: oneOf('stem_type', {
		patchify: 'patch',
		overlap: 'overlap',
		'overlap-tiered': 'overlap_tiered',
		'overlap-act': 'overlap_act'
	}),
	norm: oneOf('norm_layer', { layer: 'layernorm', rms: 'rmsnorm', simple: 'simplenorm' }),
	normEps: (value) => [['norm_eps', value === 'usual' ? '1e-6' : String(value)]],
	headNorm: (value, { headHidden }) =>
		value === 'before-pool' && headHidden !== 0
			? null
			: [['head_norm_first', bool(value === 'before-pool')]],
	headHidden: (value, { headNorm }) =>
		headNorm === 'before-pool' ? null : [['head_hidden_size', String(value)]],
	activation: activationWord,
	grn: as('use_grn', bool),
	// create_model drops arguments that are None: layer scale can be put in, not taken out.
	layerScale: (value) => (value ? [['ls_init_value', '1e-6']] : null)
};

/** timm's width inside a bottleneck: int(planes * base_width / 64) * cardinality. */
const cardinality: TimmWord = (_value, { conv, cardinality, inner }) => {
	const groups = conv === 'grouped' ? Number(cardinality) : 1;
	const width = (Number(inner) * 64) / groups;
	if ((conv !== 'grouped' && conv !== 'dense') || !Number.isInteger(width)) return null;
	return [
		['cardinality', String(groups)],
		['base_width', String(width)]
	];
};

const isDeep = ({ stem }: Config): boolean => stem === 'deep' || stem === 'deep-tiered';

/** timm's plain stem always has 64 channels, ours those of the first stage. */
const channels: TimmWord = (value, config) => {
	const fits = isDeep(config) || (Array.isArray(value) && value[0] === 64);
	return fits && isFour(value) ? [['channels', tuple(value)]] : null;
};

const STEMS: Readonly<Record<string, string>> = {
	'conv-pool': '',
	deep: 'deep',
	'deep-tiered': 'deep_tiered'
};

const stem: TimmWord = (value, { stemWidth, widths }) => {
	const word = STEMS[String(value)];
	if (word === undefined) return null;
	if (word === '' && !(Array.isArray(widths) && widths[0] === 64)) return null;
	return [
		['stem_type', quoted(word)],
		['stem_width', String(stemWidth)]
	];
};

/** The ratio of SE's gate is no argument by itself, only by a partial. */
const gate: TimmWord = (value, { seReduction }) => {
	if (value === 'none') return [['block_args', 'dict()']];
	if (value === 'eca') return [['block_args', 'dict(attn_layer="eca")']];
	const usual = value === 'sigmoid' && seReduction === 16;
	return usual ? [['block_args', 'dict(attn_layer="se")']] : null;
};

const resnetBlocks: TimmWords = {
	outputStride: as('output_stride'),
	depths: fourStages('layers'),
	widths: channels,
	activation: activationWord,
	conv: cardinality,
	cardinality,
	inner: cardinality,
	reduceFirst: as('block_reduce_first'),
	norm: (value, { normGroups }) => {
		if (value === 'batch') return [['norm_layer', quoted('batchnorm2d')]];
		return value === 'group' && normGroups === 32 ? [['norm_layer', quoted('groupnorm')]] : null;
	},
	stem,
	stemWidth: as('stem_width'),
	stemPool: (value) => [['replace_stem_pool', bool(value === 'conv')]],
	shortcut: (value) => [
		['avg_down', bool(value === 'average')],
		['down_kernel_size', value === 'wide-conv' ? '3' : '1']
	],
	se: gate
};

/** timm reads the widths of a pruned network from a file of its own, whatever it is told. */
const unlessPruned =
	(word: TimmWord): TimmWord =>
	(value, config, start) =>
		Array.isArray(config['blockWidths']) && config['blockWidths'].length > 0
			? null
			: word(value, config, start);

const resnetWords: TimmWords = {
	...commonWords,
	input: unsaid,
	...Object.fromEntries(
		Object.entries(resnetBlocks).map(([key, word]) => [key, unlessPruned(word)])
	)
};

/** timm's words for ConvNets, by heading; it has no isotropic ones. */
export const convNetWords: Readonly<Record<string, TimmWords>> = {
	ConvNeXt: convnextWords,
	'ConvNeXt V2': convnextWords,
	ResNet: resnetWords,
	'ResNet-D, -C, -S and -T': resnetWords,
	'ResNet, anti-aliased': resnetWords,
	ResNeXt: resnetWords,
	'SE-ResNet': resnetWords,
	'ECA-ResNet': resnetWords,
	'ResNet-RS': resnetWords
};

import { activations, isActivationKind } from '../../ops/activations.ts';
import {
	as,
	bool,
	commonWords,
	tuple,
	unsaid,
	type TimmWord,
	type TimmWords
} from '../timm-words.ts';

const fourStages =
	(name: string): TimmWord =>
	(value) =>
		Array.isArray(value) && value.length === 4 ? [[name, tuple(value)]] : null;

const activation: TimmWord = (value) => {
	const kind = String(value);
	return isActivationKind(kind) ? [['act_layer', `"${activations[kind].timm}"`]] : null;
};

export const convnextWords: TimmWords = {
	...commonWords,
	input: unsaid,
	depths: fourStages('depths'),
	widths: fourStages('dims'),
	kernels: fourStages('kernel_sizes'),
	pointwise: (value) => [['conv_mlp', bool(value === 'conv')]],
	activation,
	grn: as('use_grn', bool),
	// create_model drops arguments that are None: layer scale can be put in, not taken out.
	layerScale: (value) => (value ? [['ls_init_value', '1e-6']] : null)
};

/** timm's width inside a bottleneck: int(planes * base_width / 64) * cardinality. */
const cardinality: TimmWord = (_value, { conv, cardinality, inner }) => {
	const groups = conv === 'grouped' ? Number(cardinality) : 1;
	const width = (Number(inner) * 64) / groups;
	if (conv === 'depthwise' || !Number.isInteger(width)) return null;
	return [
		['cardinality', String(groups)],
		['base_width', String(width)]
	];
};

export const resnetWords: TimmWords = {
	...commonWords,
	input: unsaid,
	depths: fourStages('layers'),
	activation,
	conv: cardinality,
	cardinality,
	inner: cardinality,
	se: (value) =>
		value === 'hardsigmoid'
			? null
			: [['block_args', value === 'sigmoid' ? 'dict(attn_layer="se")' : 'dict()']]
};

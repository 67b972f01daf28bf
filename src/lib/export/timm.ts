import type { Design } from '../arch/design.ts';
import { sameValue, type Config, type FieldValue } from '../arch/fields.ts';
import type { Preset } from '../arch/family.ts';

/** Keyword arguments of a timm model as Python text. */
type Kwargs = readonly (readonly [name: string, text: string])[];
/** How timm says that a field differs from a preset; `null` where it cannot. */
type Says = (value: FieldValue, config: Config) => Kwargs | null;

const tuple = (value: FieldValue): string =>
	`(${String(value).split(',').join(', ')}${Array.isArray(value) && value.length === 1 ? ',' : ''})`;

const as =
	(name: string, write: (value: FieldValue) => string = String): Says =>
	(value) => [[name, write(value)]];
const bool = (value: FieldValue): string => (value ? 'True' : 'False');
const float = (value: FieldValue): string => Number(value).toFixed(2).replace(/0$/, '');
const nothing: Says = () => [];

const common: Readonly<Record<string, Says>> = { batch: nothing, classes: as('num_classes') };

const fourStages =
	(name: string): Says =>
	(value) =>
		Array.isArray(value) && value.length === 4 ? [[name, tuple(value)]] : null;

const activation: Says = (value) => [['act_layer', `"${String(value)}"`]];

const convnext: Readonly<Record<string, Says>> = {
	...common,
	input: nothing,
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
const cardinality: Says = (_value, { conv, cardinality, inner }) => {
	const groups = conv === 'grouped' ? Number(cardinality) : 1;
	const width = (Number(inner) * 64) / groups;
	if (conv === 'depthwise' || !Number.isInteger(width)) return null;
	return [
		['cardinality', String(groups)],
		['base_width', String(width)]
	];
};

const resnet: Readonly<Record<string, Says>> = {
	...common,
	input: nothing,
	depths: fourStages('layers'),
	activation,
	conv: cardinality,
	cardinality,
	inner: cardinality
};

const transformer: Readonly<Record<string, Says>> = {
	...common,
	input: as('img_size'),
	patch: as('patch_size'),
	width: as('embed_dim'),
	mlpRatio: as('mlp_ratio', float),
	qkvBias: as('qkv_bias', bool)
};

const swin: Readonly<Record<string, Says>> = {
	...transformer,
	depths: as('depths', tuple),
	heads: as('num_heads', tuple),
	window: as('window_size')
};

const vit: Readonly<Record<string, Says>> = {
	...transformer,
	depth: as('depth'),
	heads: as('num_heads'),
	classToken: as('class_token', bool),
	pool: (value) => [['global_pool', value === 'average' ? '"avg"' : '"token"']]
};

/** timm's words for the presets of a group; groups that timm does not have are missing. */
const WORDS: Readonly<Record<string, Readonly<Record<string, Says>>>> = {
	ConvNeXt: convnext,
	'ConvNeXt V2': convnext,
	ResNet: resnet,
	ResNeXt: resnet,
	Swin: swin,
	ViT: vit,
	DeiT: vit
};

function kwargsFrom({ group, config: start }: Preset, { family, config }: Design): Kwargs | null {
	const words = WORDS[group];
	if (!words) return null;
	const all = new Map<string, string>();
	for (const field of family.fields) {
		const value = config[field.key];
		const without = field.applies && !field.applies(config) && !field.applies(start);
		if (value === undefined || without || sameValue(value, start[field.key])) continue;
		const said = words[field.key]?.(value, config) ?? null;
		if (!said) return null;
		said.forEach(([name, text]) => all.set(name, text));
	}
	return [...all];
}

/** The call of timm that makes the same network with the fewest arguments; `null` if there is none. */
export function timmLine(design: Design): string | null {
	const presets = [...design.family.presets];
	// The design's own preset first: of calls as short as each other, it says the most.
	const ordered = [
		...presets.filter(([name]) => name === design.preset),
		...presets.filter(([name]) => name !== design.preset)
	];
	const found = ordered.flatMap(([name, preset]) => {
		const kwargs = kwargsFrom(preset, design);
		return kwargs ? [{ name, kwargs }] : [];
	});
	const best = found.sort((a, b) => a.kwargs.length - b.kwargs.length)[0];
	if (!best) return null;
	const list = best.kwargs.map(([name, text]) => `, ${name}=${text}`).join('');
	return `timm.create_model("${best.name}"${list})`;
}

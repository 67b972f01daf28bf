import type { Preset } from '../../family.ts';
import { imageNet } from '../common-fields.ts';
import type { VitConfig } from './config.ts';
import { clip, siglip } from './presets/clip.ts';
import { deit, deit3 } from './presets/deit.ts';
import { aimv2, beit3, dinov2, tipsv2 } from './presets/features.ts';
import { pooled } from './presets/pooled.ts';
import type { Changes, Row, Rows } from './presets/rows.ts';
import { SIZES } from './presets/sizes.ts';
import { dinov3, eva, lingbot, perception, ropeVit } from './presets/rotary.ts';
import { variants } from './presets/variants.ts';
import { vit } from './presets/vit.ts';
import { tokenStride } from './token-map.ts';

/** Headings in the order in which a list shows them. */
const groups = [
	vit,
	deit,
	deit3,
	variants,
	pooled,
	clip,
	siglip,
	dinov2,
	tipsv2,
	aimv2,
	beit3,
	eva,
	ropeVit,
	perception,
	dinov3,
	lingbot
];

const base: VitConfig = {
	...imageNet,
	embedding: 'patches',
	patch: 16,
	width: 768,
	depth: 12,
	heads: 12,
	mlpRatio: 4,
	mlp: 'plain',
	activation: 'gelu',
	qkvBias: true,
	keyBias: true,
	apartQkv: false,
	bias: true,
	norm: 'layer',
	eps: '1e-6',
	block: 'pre-norm',
	qkNorm: false,
	subNorm: false,
	attentionNorm: true,
	layerScale: false,
	classToken: true,
	distillation: false,
	registers: 0,
	positions: 'all',
	rotary: 'none',
	rotaryBase: 10000,
	rotaryOrder: 'rows',
	rotaryFrom: 0,
	rotaryOver: 0,
	embedNorm: 'none',
	pool: 'token',
	poolAll: false,
	poolHeads: 0,
	poolRatio: 0,
	lastNorm: 'auto'
};

/** What timm's names tell: the size, `patch16`, and the input at the end. */
function told(name: string): Readonly<{ size: string; changes: Changes }> {
	const parts = name.split('_');
	const [, size] = Object.entries(SIZES).find(([word]) => parts.includes(word)) ?? [];
	const numberIn = (pattern: RegExp): number | null => {
		const found = pattern.exec(name)?.[1];
		return found === undefined ? null : Number(found);
	};
	const [patch, input] = [numberIn(/_patch(\d+)/), numberIn(/_(\d+)$/)];
	return {
		size: size?.label ?? '',
		changes: { ...size?.numbers, ...(patch ? { patch } : {}), ...(input ? { input } : {}) }
	};
}

function preset({ group, label, common }: Rows, row: Row): readonly [string, VitPreset] {
	const [name, changes, words = '', image] = row;
	const { size, changes: fromName } = told(name);
	const config = { ...base, ...common, ...fromName, ...changes };
	const { input } = config;
	const [model = '', slash] = label.split('/');
	const text = [
		`${model}${size === '' ? '' : `-${size}`}${slash === undefined ? '' : `/${tokenStride(config)}`}`,
		words,
		input === base.input ? '' : `${String(input)} px`
	];
	const wishes = image ? { image } : input === 384 ? { image: { crop: 1 } } : {};
	// timm’s own test networks.
	const apart = name.startsWith('test_') ? { apart: true as const } : {};
	return [name, { label: text.filter(Boolean).join(', '), group, config, ...wishes, ...apart }];
}

type VitPreset = Preset & { config: VitConfig };

/** Presets under timm's names; DeiT differs from ViT in its training only. */
export const vitPresets: ReadonlyMap<string, VitPreset> = new Map(
	groups.flatMap((rows) => rows.rows.map((row) => preset(rows, row)))
);

import type { Config, FieldValue } from '../fields.ts';
import { activations, isActivationKind } from '../ops/activations.ts';

/** Keyword arguments of a timm model as Python text. */
export type Kwargs = readonly (readonly [name: string, text: string])[];

/**
 * How timm says that a field differs from a preset; `null` where it cannot.
 *
 * @param start the preset's
 */
export type TimmWord = (value: FieldValue, config: Config, start: Config) => Kwargs | null;

/** timm's words for fields, by key; it cannot say that others differ. */
export type TimmWords = Readonly<Record<string, TimmWord>>;

export const bool = (value: FieldValue): string => (value ? 'True' : 'False');

/** As Python writes a number with at least one decimal. */
const float = (value: FieldValue): string => Number(value).toFixed(2).replace(/0$/, '');

/** As Python writes a list of numbers, or one alone. */
export const tuple = (value: FieldValue): string =>
	typeof value === 'number'
		? String(value)
		: `(${String(value).split(',').join(', ')}${Array.isArray(value) && value.length === 1 ? ',' : ''})`;

/** A keyword argument of this name. */
export const as =
	(name: string, write: (value: FieldValue) => string = String): TimmWord =>
	(value) => [[name, write(value)]];

export const quoted = (text: string): string => `"${text}"`;

/** An activation by timm's name for it. */
export const activationWord: TimmWord = (value) => {
	const kind = String(value);
	return isActivationKind(kind) ? [['act_layer', quoted(activations[kind].timm)]] : null;
};

/** A field that timm's model does not depend on. */
export const unsaid: TimmWord = () => [];

/** What all models of timm are given alike. */
export const commonWords: TimmWords = {
	batch: unsaid,
	channels: as('in_chans'),
	classes: as('num_classes')
};

/** What Swin and ViT are given alike. */
export const transformerWords: TimmWords = {
	...commonWords,
	input: as('img_size', tuple),
	patch: as('patch_size'),
	width: as('embed_dim'),
	mlpRatio: as('mlp_ratio', float),
	qkvBias: as('qkv_bias', bool)
};

import type { Kind } from '../arch/ops.ts';

/** One colour for each theme, as hex. */
export type Hue = Readonly<{ light: string; dark: string }>;

/**
 * The hue of each kind of operation. The six kinds that compute are far apart for colour-blind
 * eyes as well (tested); the others are quiet greys that a name or a shape tells apart.
 */
export const kindHues: Readonly<Record<Kind, Hue>> = {
	'dense conv': { light: '#4b2484', dark: '#8981f7' },
	'grouped conv': { light: '#d42684', dark: '#e5658e' },
	depthwise: { light: '#bc8210', dark: '#f0b358' },
	pointwise: { light: '#1b83c9', dark: '#72c9fc' },
	attention: { light: '#620c0e', dark: '#a0551f' },
	classifier: { light: '#1b6b36', dark: '#c8f8dc' },
	norm: { light: '#7f868c', dark: '#80878e' },
	activation: { light: '#8b8272', dark: '#968c78' },
	pooling: { light: '#6f8a86', dark: '#76938f' },
	scale: { light: '#92808c', dark: '#9a8794' },
	embedding: { light: '#7a7f6a', dark: '#868c74' },
	layout: { light: '#8a8f98', dark: '#6f757e' },
	add: { light: '#5b6168', dark: '#a3a9b1' }
};

/**
 * How loud each kind is drawn: those that hold most of a network's cost, of which some work in space;
 * the rest are quieter and narrower.
 */
const loudness: Readonly<Record<Kind, 'spatial' | 'loud' | 'quiet'>> = {
	'dense conv': 'spatial',
	'grouped conv': 'spatial',
	depthwise: 'spatial',
	pointwise: 'loud',
	attention: 'loud',
	classifier: 'loud',
	norm: 'quiet',
	activation: 'quiet',
	pooling: 'quiet',
	scale: 'quiet',
	embedding: 'quiet',
	layout: 'quiet',
	add: 'quiet'
};

export const isLoud = (kind: Kind): boolean => loudness[kind] !== 'quiet';

/** Whether a kind mixes the positions under a kernel. */
export const isSpatial = (kind: Kind): boolean => loudness[kind] === 'spatial';

/**
 * Cost from least to most, in steps that look equally large: away from the ground in both themes,
 * so that more always stands out more.
 */
export const costHues: readonly Hue[] = [
	{ light: '#f1e7d6', dark: '#2c2a31' },
	{ light: '#edcaa5', dark: '#542f3e' },
	{ light: '#e5ad77', dark: '#7c3644' },
	{ light: '#d98b58', dark: '#a6443f' },
	{ light: '#cb693c', dark: '#c45f41' },
	{ light: '#af4a3f', dark: '#da8047' },
	{ light: '#942a3f', dark: '#eda25c' },
	{ light: '#6b1c3d', dark: '#f7c686' },
	{ light: '#43103a', dark: '#ffe9b0' }
];

/** A hue as a CSS colour that follows the theme. */
export const css = ({ light, dark }: Hue): string => `light-dark(${light}, ${dark})`;

/** What a box is coloured by: its kind, or its step on the cost scale. */
export type Ink = Kind | number;

const NOTHING: Hue = { light: '#000000', dark: '#ffffff' };

/** The CSS colour of an ink. */
export const inkColour = (ink: Ink): string =>
	css((typeof ink === 'number' ? costHues[ink] : kindHues[ink]) ?? NOTHING);

/** The step on the cost scale of a share of the largest cost, 0 to 1. */
export const costStep = (share: number): number =>
	Math.max(0, Math.min(costHues.length - 1, Math.floor(share * costHues.length)));

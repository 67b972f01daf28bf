import { sum } from 'd3';
import type { Layer } from '../../arch/infer.ts';
import { rolloutLayers } from '../../features/attentions.ts';
import type { Placement } from '../../features/placement.ts';
import type { Frame } from '../../features/places.ts';
import type { AttentionMaps, HeadMap, Looking } from './attention-maps.ts';
import type { About } from './feature-text.ts';
import { valueText } from './statistic-text.ts';

/** A share of attention. */
export const shareText = (share: number): string => `${valueText(100 * share)}%`;

const leadingOf = (placement: Placement): readonly string[] =>
	placement.kind === 'map' ? placement.leading : [];

const tokenName = (name: string): string => (/^token/.test(name) ? name : `${name} token`);

/** What looks, in words. */
function tellLooking(looking: Looking, placement: Placement): string {
	if (looking.kind === 'pool') return 'the token that pools all others';
	return looking.kind === 'place'
		? `row ${looking.row + 1}, column ${looking.column + 1}`
		: `the ${tokenName(leadingOf(placement)[looking.index] ?? `token ${looking.index + 1}`)}`;
}

/** What may look: each token that lies nowhere, and the picture. */
export const lookingOptions = (placement: Placement) => [
	...leadingOf(placement).map((name, index) => ({ value: index, label: tokenName(name) })),
	{ value: null, label: 'a place of the picture' }
];

export const headName = ({ head }: HeadMap): string =>
	head === null ? 'mean of heads' : `head ${head + 1}`;

export const headLabel = ({ head }: HeadMap): string => (head === null ? 'mean' : `${head + 1}`);

/** Layers of attention, to go from one to the other. */
export const layerOptions = (layers: readonly Layer[]) =>
	layers.map(({ path }) => ({ value: path, label: path }));

/** What the map shows, in a sentence. */
export const tellMap = (
	{ looking }: AttentionMaps,
	shown: HeadMap,
	placement: Placement,
	rollout: boolean
): string =>
	rollout
		? 'What of every place the class token holds.'
		: `Where ${tellLooking(looking, placement)} looks, ${headName(shown)}.`;

/** How a rollout is made, and what of it is not on the picture. */
const ROLLOUT =
	'Attention rollout (Abnar and Zuidema 2020): layer by layer up to this one, half of what a token holds is its own, half comes from where it looks, by the mean over heads. Class and register tokens take part like all others.';

const POOLING =
	'Attention pooling: one learned token asks, and what it is given of all others, in shares of each head that add up to 100%, goes on to the classifier.';

/** Why there is no rollout to a layer; `null` where there is one. */
export const whyNoRollout = (layers: readonly Layer[], path: string): string | null =>
	rolloutLayers(layers, path)
		? null
		: 'Rollout is for networks in which a class token leads and every token looks at all others, from the first attention on.';

const highOf = ({ top, bottom }: Frame): number => bottom - top + 1;
const wideOf = ({ left, right }: Frame): number => right - left + 1;

/** What the shares are, and how far the position sees. */
export function tellShares(
	{ frames, padding }: AttentionMaps,
	{ op }: Layer,
	rollout: boolean
): string {
	if (rollout) return ROLLOUT;
	if (op.kind === 'crossAttention') return POOLING;
	const shares = 'Each head gives a position’s attention to others in shares that add up to 100%.';
	if (op.kind !== 'attention' || op.window === null) return shares;
	const rows = sum(frames.filter(({ left }) => left === frames[0]?.left).map(highOf));
	const columns = sum(frames.filter(({ top }) => top === frames[0]?.top).map(wideOf));
	const cut = padding.length > 0 ? ', and padding beside it' : '';
	const apart =
		frames.length > 1
			? ' The map is padded after the shift, and so the window joins opposite edges, as in timm.'
			: '';
	return `${shares} It looks no further than its window, ${rows} by ${columns} on the picture${cut}: what is framed.${apart}`;
}

/** What goes to tokens that are no places; empty where all lies on the picture. */
export function tellNowhere(
	{ lost }: AttentionMaps,
	shown: HeadMap,
	at: number,
	placement: Placement
): string {
	const parts = leadingOf(placement).map(
		(name, i) => `${tokenName(name)} ${shareText(shown.map.leading[i] ?? 0)}`
	);
	const padding = lost[at] ?? 0;
	if (padding > 0) parts.push(`padding ${shareText(padding)}`);
	return parts.length > 0 ? `Not on the picture: ${parts.join(', ')}.` : '';
}

/** What weights say about attention. */
export const tellAttentionWeights = (fromFile: boolean, label: string): string =>
	fromFile
		? `Weights: ${label}.`
		: 'Weights: deterministic, not trained. Windows and shifts are the design’s; position biases and what the heads look for are learnt, and show with a checkpoint only.';

/** All that one must know to read a picture of attention that has left the page. */
export function attentionCaption(
	path: string,
	maps: AttentionMaps,
	at: number,
	placement: Placement,
	layer: Layer,
	rollout: boolean,
	{ preset, picture, weights }: About
): readonly string[] {
	const shown = maps.heads[at];
	if (!shown) return [];
	const nowhere = tellNowhere(maps, shown, at, placement);
	return [
		`${preset}, ${path}. ${tellMap(maps, shown, placement, rollout)} Viridis from 0% to ${shareText(shown.range[1])}.${nowhere === '' ? '' : ` ${nowhere}`}`,
		tellShares(maps, layer, rollout),
		...(rollout
			? []
			: ['Small: the mean of all heads, then head by head, each over its own values.']),
		`Picture: ${picture}. ${weights}`
	];
}

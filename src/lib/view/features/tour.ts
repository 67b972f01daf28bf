import { max } from 'd3';
import type { Layer } from '../../arch/infer.ts';
import { sameShape, sidesOf } from '../../arch/net.ts';
import { kindOf } from '../../arch/ops.ts';
import { attentionFor } from '../../features/attentions.ts';
import { evidenceLayerOf } from '../../features/shown.ts';
import { milestoneAt } from '../../features/depth.ts';
import { placementsOf } from '../../features/placement.ts';
import type { TourStepId } from '../../share/tour-steps.ts';
import type { LookName } from './looking.svelte.ts';

/** One step: what is looked at, where, and what can be seen there. */
export type TourStep = Readonly<{
	id: TourStepId;
	title: string;
	/** Which of the looks it opens; `null` leaves what is open. */
	look: LookName | null;
	/** Path of the layer that it looks at; `null` of a network that has none: the step is left out. */
	at: (layers: readonly Layer[]) => string | null;
	/** What to do and to look for. */
	trained: string;
	/** What of it shows without training, and what does not. */
	untrained: string | ((layers: readonly Layer[]) => string);
}>;

const atDepth = (depth: number) => (layers: readonly Layer[]) =>
	milestoneAt(layers, depth)?.path ?? null;

const depthwise = (layers: readonly Layer[]) =>
	layers.find(({ op, in: shape }) => kindOf(op, shape) === 'depthwise')?.path ?? null;

/** The first layer, where its filters weigh colours. */
function colourFilters([first]: readonly Layer[]): string | null {
	return first?.op.kind === 'conv' && first.in.at(-1) === 3 ? first.path : null;
}

/** Whether a layer slides over zeros beside its map. */
const padsZeros = ({ op }: Layer): boolean =>
	op.kind === 'conv' &&
	max(sidesOf(op.kernel)) !== 1 &&
	(op.padding === 'same' || max(sidesOf(op.padding)) !== 0);

/** Whether late maps are smaller than early ones. */
function isHalved(layers: readonly Layer[]): boolean {
	const [early, late] = [milestoneAt(layers, 0.1), milestoneAt(layers, 1)];
	return !sameShape(early?.out.slice(0, -1) ?? [], late?.out.slice(0, -1) ?? []);
}

/** What of a step shows with the weights in use. */
export const tellStep = (
	{ trained, untrained }: TourStep,
	layers: readonly Layer[],
	isTrained: boolean
): string => {
	if (isTrained) return trained;
	return typeof untrained === 'string' ? untrained : untrained(layers);
};

export const TOUR: readonly TourStep[] = [
	{
		id: 'start',
		title: 'Weights and a picture',
		look: null,
		at: atDepth(0),
		trained:
			'These weights come from a file; if they were trained, what they learnt shows step by step. Choose a picture with one clear thing in it, or go on with the stripes: every step looks at the same one, and the network stays open.',
		untrained:
			'Open a checkpoint of this network or get timm’s, and choose a picture. Without, the tour goes on with deterministic weights, and says at each step what they let one see.'
	},
	{
		id: 'filters',
		title: 'What the stem looks for',
		look: 'weights',
		at: colourFilters,
		trained:
			'Each square is a filter as it weighs red, green and blue. Look for stripes in several directions, pairs of opposite colours, and plain blobs: the stem takes the picture apart into edges and colours. Filters that are grey all over hardly take part.',
		untrained:
			'Untrained filters are evenly spread noise. What is to be seen is their form alone: how large a patch one looks at, and how many there are.'
	},
	{
		id: 'kernels',
		title: 'What one channel looks for',
		look: 'weights',
		at: depthwise,
		trained:
			'A depthwise kernel works within one channel. Many are rings, bars or a single point; some weigh far places hardly at all. Select the depthwise layer of a later block in the picture to see how they change with depth.',
		untrained:
			'Each kernel is evenly spread noise: none is smooth or leaves its border out, as trained ones do. Their side and their number are the design’s.'
	},
	{
		id: 'early',
		title: 'Early features',
		look: 'features',
		at: atDepth(0.1),
		trained:
			'What leaves an early block is still a picture: edges, textures and patches of colour, where they are. Choose a small map to see it large over the picture.',
		untrained: (layers) =>
			isHalved(layers)
				? 'Even without training early maps follow the picture’s edges: a few small kernels keep places apart. What each map stands for is chance.'
				: 'Even without training early maps follow the picture patch by patch: places are still apart, and what is finer than a patch is mixed into its channels. What each map stands for is chance.'
	},
	{
		id: 'late',
		title: 'Late features',
		look: 'features',
		at: atDepth(1),
		trained:
			'The last maps are coarse. Strong channels light up at parts of things, or at the whole thing, and are dark elsewhere; which colour or direction it had is gone.',
		untrained(layers) {
			const coarse = isHalved(layers)
				? 'Maps are coarse because the network halves them'
				: 'Maps are as coarse as the patches that the network begins with, at any depth';
			const borders = layers.some(padsZeros)
				? '; borders stand out because zeros are padded.'
				: '; nothing is padded, so borders do not stand out.';
			return `${coarse}${borders} No channel stands for a thing.`;
		}
	},
	{
		id: 'attention',
		title: 'Where a position looks',
		look: 'attention',
		at: (layers) => attentionFor(layers, null)?.path ?? null,
		trained:
			'Shares of what one position takes from the others, head by head. Choose another place by a click on the picture: some heads stay near it, some gather what is like it, some look at the same few places from everywhere. Choose an earlier layer to see them look nearer by.',
		untrained:
			'Without training what a head looks at is chance: how alike queries and keys happen to be, whatever is there. Windows and shifts, where the network has them, already show: they are the design’s.'
	},
	{
		id: 'channels',
		title: 'Dead channels and collapse',
		look: 'features',
		at: atDepth(0.5),
		trained:
			'Press “Statistics of every layer” and follow the tracks in the picture. Channels that are zero everywhere do nothing for this picture. Where the distance of channels falls towards 0, they show the same: ConvNeXt V2 found that in ConvNeXt under masked training, and added a norm (GRN) against it.',
		untrained:
			'Press “Statistics of every layer”. ReLU’s zeros, and how strength changes with depth, are already there; how alike channels become is decided in training.'
	},
	{
		id: 'fields',
		title: 'How far it really sees',
		look: 'fields',
		at: atDepth(1),
		trained:
			'Press “Measure every stage”. The large square is all that a unit can see; the bright spot is what really moves it. It is much smaller, and grows with training and with kernels.',
		untrained:
			'Press “Measure every stage”. That most of what moves a unit lies near its middle follows from the layers’ form alone; training widens it.'
	},
	{
		id: 'evidence',
		title: 'Where a class comes from',
		look: 'evidence',
		at: (layers) =>
			layers.at(-1)?.op.kind === 'linear'
				? (evidenceLayerOf(layers, placementsOf(layers))?.path ?? null)
				: null,
		trained:
			'Grad-CAM at the last map: which places speak for the class. Ask for another class of the top-5, or for one rather than another. If the light lies beside the thing, the network has looked at something else.',
		untrained:
			'No class means anything without training: what shows is which places reach the output, and how strongly. The map becomes an answer with a checkpoint.'
	}
];

/** The steps that a network has something to show for. */
export const tourOf = (layers: readonly Layer[]): readonly TourStep[] =>
	TOUR.filter(({ at }) => at(layers) !== null);

import { max } from 'd3';
import type { Features, Question } from '../../benchmark/inspect/inspect.ts';
import {
	gradCam,
	gradientTimesInput,
	layerCam,
	type Method,
	type Seen
} from '../../features/evidence.ts';
import type { ChannelMap } from '../../features/maps.ts';
import type { Placement } from '../../features/placement.ts';
import type { Range } from './colours.ts';

/** A map of evidence with the colours' range. */
export type EvidenceMap = Readonly<{ map: ChannelMap; range: Range }>;

/** The input is the picture itself. */
function onPicture({ shape }: Seen): Placement {
	const [rows = 1, columns = 1] = shape;
	const sides = [rows, columns] as const;
	return { kind: 'map', sides, onPicture: sides, rolled: [0, 0], leading: [] };
}

/** Colours are from 0 to the largest, or as far to both sides of 0 where evidence speaks against, too. */
function rangeOf({ values }: ChannelMap): Range {
	const largest = max(values, Math.abs) ?? 0;
	return values.some((value) => value < 0) ? [-largest, largest] : [0, largest];
}

/**
 * Where in the picture a class comes from, by a method; `null` where nothing was asked yet. Until the
 * gradient has come back to the picture, what is known of the layer stays.
 */
export function evidenceMap(
	{ shape, values, evidence }: Features,
	placement: Placement,
	method: Method
): EvidenceMap | null {
	if (!evidence) return null;
	const { input } = evidence;
	const layer = { shape, values, gradient: evidence.gradient };
	const map = {
		'grad-cam': () => gradCam(layer, placement),
		'layer-cam': () => layerCam(layer, placement),
		'gradient-input': () =>
			input ? gradientTimesInput(input, onPicture(input)) : gradCam(layer, placement)
	}[method]();
	return { map, range: rangeOf(map) };
}

/** What is asked, and how the answer is shown. */
export class EvidenceView {
	/** The class; `null` is the one with the largest output. */
	#about = $state.raw<number | null>(null);
	than = $state.raw<number | null>(null);
	method = $state.raw<Method>('grad-cam');
	/** Of the map over the picture, from 0 to 1. */
	opacity = $state(0.6);
	readonly question = $derived.by((): Question => ({
		about: this.#about,
		than: this.than,
		atPicture: this.method === 'gradient-input'
	}));

	/** Asks about a class; none is told apart from itself. */
	ask = (about: number): void => {
		this.#about = about;
		if (this.than === about) this.than = null;
	};

	/** What was asked about classes of another network. */
	forget = (): void => {
		this.#about = null;
		this.than = null;
	};
}

import type { Features } from '../../benchmark/inspect/inspect.ts';
import type { Layer } from '../../arch/infer.ts';
import type { Placement } from '../../features/placement.ts';
import type { Place } from '../../features/places.ts';
import { attentionMaps, looksFrom, middleOf, type Looking } from './attention-maps.ts';

/** What is shown of a layer of attention, once it was asked about. */
type Shown = Readonly<{ features: Features; placement: Placement; layer: Layer }>;

/** What is asked about attention, and how the answer is shown. It stays when another layer comes. */
export class AttentionView {
	/** What looks: a place of the picture, a token by its number; `null` is what leads or the middle. */
	#looking = $state.raw<Looking | null>(null);
	/** The head that is shown large; `null` is the mean of all. */
	head = $state.raw<number | null>(null);
	rollout = $state(false);
	/** Of the map over the picture, from 0 to 1. */
	opacity = $state(0.7);

	look = (looking: Looking): void => {
		this.#looking = looking;
	};

	lookFrom = (place: Place): void => this.look({ kind: 'place', ...place });

	/** A token looks, by its number, or the middle of the picture. */
	lookAs = (token: number | null, placement: Placement): void => {
		this.#looking = token === null ? middleOf(placement) : { kind: 'token', index: token };
	};

	/** What looks, where that is in this layer. */
	from(placement: Placement): Looking {
		return looksFrom(this.#looking, placement);
	}

	maps({ features, placement, layer }: Shown) {
		return attentionMaps(features, placement, layer, this.from(placement), this.rollout);
	}
}

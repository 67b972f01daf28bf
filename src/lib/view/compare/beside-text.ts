import { DEPTH_PLACES, type DepthPlace } from '../../features/depth.ts';

const PLACE_TEXT: Readonly<Record<DepthPlace, string>> = {
	end: 'what leaves it',
	mixing: 'its last spatial layer',
	norm: 'its last norm',
	activation: 'its last activation'
};

/** What of a block can be set beside the same of another network. */
export const PLACE_OPTIONS = DEPTH_PLACES.map((value) => ({ value, label: PLACE_TEXT[value] }));

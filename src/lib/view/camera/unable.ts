import type { Network } from '../../arch/design.ts';
import { takesPicture, tellChannels } from '../../image/preprocessing.ts';
import { handsOnFeatures } from '../sources/source-text.ts';

/**
 * Why a network cannot name what a camera shows; `null` where it can.
 *
 * @param design as a link
 * @param valid whether `network` is the design's own
 */
export function unableToName(
	{ input }: Pick<Network, 'input'>,
	design: string,
	valid: boolean
): string | null {
	const channels = input[2] ?? 0;
	if (!valid) return 'This design cannot be computed, so nothing looks at the picture.';
	if (!takesPicture(channels)) return tellChannels(channels);
	if (handsOnFeatures({ design }))
		return 'This network has no classifier, so it has no names for what it sees.';
	return null;
}

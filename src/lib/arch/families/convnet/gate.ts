import { chain, type Net } from '../../net.ts';
import { toMultiple } from '../rounding.ts';
import { gatedBy, squeezeExcite } from '../squeeze-excite.ts';
import type { ConvNetConfig } from './config.ts';

/** Channels between the two layers of SE's gate: a fraction of the map's, in steps of 8 as timm rounds. */
export const squeezedWidth = (width: number, reduction: number): number =>
	toMultiple(width / reduction, 8, 0);

/** Length of ECA's filter for so many channels, as in timm's eca.py: odd, and 3 at least. */
function filterLength(width: number): number {
	const length = Math.trunc((Math.log2(width) + 1) / 2);
	return Math.max(3, length % 2 === 1 ? length : length + 1);
}

/** A weight for each channel from its neighbours alone (ECA, arXiv 1910.03151). */
const channelAttention = (width: number): Net =>
	gatedBy(
		chain([
			['pool', { kind: 'meanPool', skip: 0 }],
			['conv', { kind: 'channelConv', taps: filterLength(width) }],
			['gate', { kind: 'sigmoid' }]
		])
	);

/**
 * The gate at the end of a block's body; `null` where there is none.
 *
 * @param width channels of the map
 * @param unpruned channels that the stage has by its ratio: ECA's filter keeps its length in pruned networks
 */
export function gate(
	{ se, seReduction }: ConvNetConfig,
	width: number,
	unpruned: number
): Net | null {
	if (se === 'none') return null;
	if (se === 'eca') return channelAttention(unpruned);
	const squeezed = squeezedWidth(width, seReduction);
	return squeezeExcite({ squeezed, width, activation: 'relu', gate: se });
}

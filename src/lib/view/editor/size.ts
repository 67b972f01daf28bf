import type { NumberRange } from '../../arch/fields.ts';
import { perAxis, sidesOf, type PerAxis } from '../../arch/net.ts';
import { atHeight } from '../../arch/size.ts';
import { nudged, sliderPosition, valueAt } from './slider.ts';

/** A size as a person reads and types it: `224`, or `800 × 1280`. */
export const sizeText = (size: PerAxis): string =>
	typeof size === 'number' ? String(size) : size.join(' × ');

/**
 * One arrow key from a size: the side in whose digits the caret stands, or both where the text is
 * chosen from the one to the other.
 *
 * @param from first and `to` last position of what is chosen in the size's text
 */
export function sizeNudged(
	size: PerAxis,
	step: Readonly<{ direction: 1 | -1; large: boolean; from: number; to: number }>,
	range: NumberRange
): PerAxis {
	const sign = sizeText(size).indexOf('×');
	const [height, width] = sidesOf(size);
	const moved = (side: number) => nudged(side, step.direction, step.large, range);
	if (sign < 0) return moved(height);
	return perAxis(step.from <= sign ? moved(height) : height, step.to > sign ? moved(width) : width);
}

/** The size at a position of the slider, which is its height’s; the width keeps its proportion. */
export const sizeAt = (size: PerAxis, position: number, range: NumberRange): PerAxis =>
	atHeight(size, valueAt(position, range), (side) => valueAt(sliderPosition(side, range), range));

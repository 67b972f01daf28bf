import { nearestPermitted, type NumberRange } from '../../arch/fields.ts';
import { logarithmic, type Ends } from '../../draw/scale.ts';

/** Steps of a slider's own scale. */
export const SLIDER_STEPS = 1000;

// Ratios matter in a design: from 96 to 192 is as far as from 384 to 768.
// Where 0 is permitted, it stands at the very left.
const ends = ({ min, max, step }: NumberRange): Ends => [Math.max(min, step), max];

const clamped = (position: number): number => Math.min(SLIDER_STEPS, Math.max(0, position));

/** Where on the slider a value stands, 0 to `SLIDER_STEPS`. */
export const sliderPosition = (value: number, range: NumberRange): number =>
	value <= range.min ? 0 : clamped(Math.round(logarithmic(ends(range), [0, SLIDER_STEPS])(value)));

/** The permitted value at a position; wide ranges move in multiples of `nudge`. */
export function valueAt(position: number, range: NumberRange): number {
	if (position === 0) return range.min;
	const [least, most] = ends(range);
	const value = least * (most / least) ** (position / SLIDER_STEPS);
	const coarse = value > 8 * range.nudge && Number.isInteger(range.nudge / range.step);
	const snapped =
		coarse && range.step === 1 ? Math.round(value / range.nudge) * range.nudge : value;
	return nearestPermitted(snapped, range);
}

/** One arrow key from a value: `nudge` up or down, `large` for ten times that. */
export function nudged(
	value: number,
	direction: 1 | -1,
	large: boolean,
	range: NumberRange
): number {
	return nearestPermitted(value + direction * range.nudge * (large ? 10 : 1), range);
}

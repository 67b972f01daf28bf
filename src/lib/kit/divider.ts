/** How narrow and how wide a pane may be, px. */
export type Limits = Readonly<{ least: number; most: number }>;

type Side = 'left' | 'right';

/** What a key makes it wider by, px; with Shift, `FAR`. */
const STEP = 16;
const FAR = 64;

const within = (width: number, { least, most }: Limits): number =>
	Math.round(Math.min(most, Math.max(least, width)));

/**
 * How wide a pane is once the divider at one of its sides has been dragged.
 *
 * @param width before, px
 * @param by how far to the right, px
 */
export const dragged = (width: number, by: number, side: Side, limits: Limits): number =>
	within(width + (side === 'right' ? by : -by), limits);

/** How wide a key makes a pane, px; `null` where the key has no meaning there. */
export function stepped(
	{ key, shiftKey }: Readonly<{ key: string; shiftKey: boolean }>,
	width: number,
	side: Side,
	limits: Limits
): number | null {
	const by = shiftKey ? FAR : STEP;
	switch (key) {
		case 'ArrowLeft':
			return dragged(width, -by, side, limits);
		case 'ArrowRight':
			return dragged(width, by, side, limits);
		case 'Home':
			return limits.least;
		case 'End':
			return limits.most;
		default:
			return null;
	}
}

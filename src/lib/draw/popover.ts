const AIR = 8;
const EDGE = 16;

/** A width in rem as px, as far as a window has room for it. */
export const remPixels = (rem: number, window: number): number =>
	Math.min(16 * rem, window - 2 * EDGE);

type Size = Readonly<{ width: number; height: number }>;

/** Where a popover stands, px of the window: it hangs from its top, or stands on its bottom. */
export type PopoverPlace = Readonly<{
	left: number;
	top: number | null;
	bottom: number | null;
	maxHeight: number;
}>;

/**
 * Where a popover of this width stands: below what opens it or, in the lower half of the window, above it,
 * and always whole inside the window across.
 *
 * @param anchor what opens it; without size where it is not on screen: the popover then stands at the
 * lower right
 * @param air how much lies between the two, px
 */
export function placePopover(
	anchor: Readonly<{ left: number; top: number; bottom: number; width: number }>,
	width: number,
	window: Size,
	air = AIR
): PopoverPlace {
	const most = Math.max(EDGE, window.width - width - EDGE);
	if (anchor.width === 0)
		return { left: most, top: null, bottom: 5 * EDGE, maxHeight: window.height - 6 * EDGE };
	const left = Math.min(Math.max(anchor.left, EDGE), most);
	const isLow = anchor.top + anchor.bottom > window.height;
	const place = isLow
		? { top: null, bottom: window.height - anchor.top + air }
		: { top: anchor.bottom + air, bottom: null };
	const taken = place.top ?? place.bottom ?? 0;
	return { left, ...place, maxHeight: window.height - taken - EDGE };
}

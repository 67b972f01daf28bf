/** How wide a picture is drawn: as the page shows it, or for a column or both columns of a paper. */
export type PictureWidth = 'page' | 'column' | 'columns';

const PX_PER_INCH = 96;

/** Widths in a paper of two columns, in inches, as IEEE’s template has them. */
const INCHES: Readonly<Record<Exclude<PictureWidth, 'page'>, number>> = {
	column: 3.5,
	columns: 7.16
};

/** px; `null` for as wide as the page shows it. */
export const pxOf = (width: PictureWidth): number | null =>
	width === 'page' ? null : Math.round(INCHES[width] * PX_PER_INCH);

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Frames until what follows a width has been drawn anew. */
const SETTLING = 4;

async function settle(): Promise<void> {
	for (let i = 0; i < SETTLING; i++) await nextFrame();
}

/**
 * Has the page draw its picture at a width, so that words keep their size, and gives it back its own.
 *
 * @param picture holds the frame, and what is beside and below it
 * @param px of the frame
 */
export async function drawnAt<T>(
	{
		picture,
		frame,
		legend
	}: Readonly<{ picture: HTMLElement; frame: Element; legend: HTMLElement | null }>,
	px: number,
	read: () => Promise<T>
): Promise<T> {
	const beside = picture.getBoundingClientRect().width - frame.getBoundingClientRect().width;
	picture.style.width = `${px + beside}px`;
	// It stands beside buttons that are not drawn.
	if (legend) legend.style.cssText = `position:absolute;width:${px}px`;
	try {
		await settle();
		return await read();
	} finally {
		picture.style.removeProperty('width');
		legend?.removeAttribute('style');
		// Whoever reads it next finds it as the page has it.
		await settle();
	}
}

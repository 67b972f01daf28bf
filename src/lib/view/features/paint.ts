import type { Attachment } from 'svelte/attachments';

type Pixels = Readonly<{
	rows: number;
	columns: number;
	/** Rows of red, green, blue and alpha. */
	pixels: Uint8ClampedArray<ArrayBuffer>;
}>;

/** Draws pixels on a canvas of their size. */
export const paint =
	({ pixels, columns, rows }: Pixels): Attachment<HTMLCanvasElement> =>
	(canvas) => {
		canvas.width = columns;
		canvas.height = rows;
		canvas.getContext('2d')?.putImageData(new ImageData(pixels, columns, rows), 0, 0);
	};

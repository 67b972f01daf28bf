import type { Features } from '../../benchmark/inspect/inspect.ts';
import type { ChannelMap } from '../../features/maps.ts';
import type { Frame } from '../../features/places.ts';
import { coloured, type Range } from './colours.ts';

/** A map in the colours of a range, or in colours of its own. */
type DrawnMap = Readonly<{
	map: ChannelMap;
	range: Range;
	pixels?: Uint8ClampedArray<ArrayBuffer>;
}>;

/** What a picture of maps shows. */
export type Sheet = Readonly<{
	/** What the large map lies on; `null` where its cells are no places of the picture. */
	picture: Features['picture'] | null;
	/** The map that is opened large. */
	large: DrawnMap &
		Readonly<{
			opacity: number;
			/** Cells that stand out, each drawn around: first all of a window, then the one that looks. */
			frames?: readonly Frame[];
		}>;
	maps: readonly DrawnMap[];
	caption: readonly string[];
}>;

const [WIDTH, MARGIN, LARGE, SMALL, GAP, LINE] = [1200, 24, 400, 72, 8, 20];
/** Of a picture without small maps. */
const NARROW = LARGE + 2 * MARGIN;
const FONT = '14px system-ui, sans-serif';

type Context = OffscreenCanvasRenderingContext2D;

function contextOf(width: number, height: number): Context {
	const context = new OffscreenCanvas(width, height).getContext('2d');
	if (!context) throw new Error('this browser gives no canvas to draw on');
	return context;
}

/** An image of so many pixels, to be drawn at any size. */
function imageOf(pixels: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
	const context = contextOf(width, height);
	context.putImageData(new ImageData(pixels, width, height), 0, 0);
	return context.canvas;
}

const mapImage = ({ map, range, pixels }: DrawnMap) =>
	imageOf(pixels ?? coloured(map.values, range), map.columns, map.rows);

/** Words that fit a width, line by line. */
function wrapped(context: Context, text: string, width: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
		if (lines.length > 0 && context.measureText(longer).width <= width)
			lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}

function drawLarge(context: Context, { picture, large }: Sheet, side: number): void {
	if (picture) {
		const { width, height, pixels } = picture;
		context.imageSmoothingEnabled = true;
		context.drawImage(imageOf(pixels, width, height), MARGIN, MARGIN, LARGE, side);
		context.globalAlpha = large.opacity;
	}
	context.imageSmoothingEnabled = false;
	context.drawImage(mapImage(large), MARGIN, MARGIN, LARGE, side);
	context.globalAlpha = 1;
	for (const frame of large.frames ?? []) drawFrame(context, frame, large.map, side);
}

/** A white line on a black one, to be seen on any colour. */
function drawFrame(context: Context, frame: Frame, { rows, columns }: ChannelMap, side: number) {
	const [across, down] = [LARGE / columns, side / rows];
	for (const [colour, width] of [
		['#000', 4],
		['#fff', 2]
	] as const) {
		context.strokeStyle = colour;
		context.lineWidth = width;
		context.strokeRect(
			MARGIN + frame.left * across,
			MARGIN + frame.top * down,
			(frame.right - frame.left + 1) * across,
			(frame.bottom - frame.top + 1) * down
		);
	}
}

/** The large map, the small ones beside it and the caption under them, as a PNG file. */
export async function sheetFile(sheet: Sheet): Promise<Blob> {
	const { picture, large, maps, caption } = sheet;
	const { width, height } = picture ?? { width: large.map.columns, height: large.map.rows };
	const side = Math.round((LARGE * height) / width);
	const ratio = height / width;
	const left = MARGIN + LARGE + MARGIN;
	const across = Math.floor((WIDTH - left - MARGIN + GAP) / (SMALL + GAP));
	const down = Math.ceil(maps.length / across) * (SMALL * ratio + GAP);
	const measure = contextOf(1, 1);
	measure.font = FONT;
	const wide = maps.length > 0 ? WIDTH : NARROW;
	const lines = caption.flatMap((text) => wrapped(measure, text, wide - 2 * MARGIN));
	const top = MARGIN + Math.max(side, down) + MARGIN;
	const context = contextOf(wide, Math.round(top + lines.length * LINE + MARGIN));
	context.fillStyle = '#fff';
	context.fillRect(0, 0, context.canvas.width, context.canvas.height);
	drawLarge(context, sheet, side);
	maps.forEach((map, i) => {
		const x = left + (i % across) * (SMALL + GAP);
		const y = MARGIN + Math.floor(i / across) * (SMALL * ratio + GAP);
		context.drawImage(mapImage(map), x, y, SMALL, SMALL * ratio);
	});
	context.fillStyle = '#1b1f23';
	context.font = FONT;
	lines.forEach((text, i) => context.fillText(text, MARGIN, top + (i + 0.7) * LINE));
	return context.canvas.convertToBlob({ type: 'image/png' });
}

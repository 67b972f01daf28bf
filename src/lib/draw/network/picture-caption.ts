const SVG = 'http://www.w3.org/2000/svg';

/** px */
const LINE = 14;
const SIZE = 11;
/** Of the width that is filled: figures of equal width, and another font in print, take more room. */
const FILLED = 0.92;

type Look = Readonly<{ width: number; family: string; fill: string }>;

/** Words in lines that are no wider than a width, as a font sets them. */
function inLines(
	text: string,
	width: number,
	widthOf: (text: string) => number
): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
		if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}

/** A caption in lines, drawn from its top left corner, and its height, px. */
export function drawnCaption(
	text: string,
	{ width, family, fill }: Look
): Readonly<{ drawn: SVGElement; height: number }> {
	const canvas = document.createElement('canvas').getContext('2d');
	if (canvas) canvas.font = `${SIZE}px ${family}`;
	const lines = inLines(text, FILLED * width, (line) => canvas?.measureText(line).width ?? 0);
	const drawn = document.createElementNS(SVG, 'text');
	drawn.setAttribute('font-size', `${SIZE}px`);
	drawn.setAttribute('fill', fill);
	for (const [i, line] of lines.entries()) {
		const span = document.createElementNS(SVG, 'tspan');
		span.setAttribute('x', '0');
		span.setAttribute('y', String(SIZE + i * LINE));
		span.textContent = line;
		drawn.append(span);
	}
	return { drawn, height: lines.length * LINE };
}

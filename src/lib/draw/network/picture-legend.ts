const SVG = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes): SVGElement {
	const made = document.createElementNS(SVG, name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
	return made;
}

const isClear = (colour: string): boolean => colour === 'rgba(0, 0, 0, 0)';

/** A swatch of HTML: its ground, or its border at the top and, where it has one, at the left and right. */
function swatch(box: Element, { left, top, width, height }: DOMRect): SVGElement[] {
	const style = getComputedStyle(box);
	const ground = style.backgroundColor;
	const line = parseFloat(style.borderTopWidth);
	const drawn: SVGElement[] = [];
	if (!isClear(ground)) {
		const rx = parseFloat(style.borderTopLeftRadius);
		drawn.push(element('rect', { x: left, y: top, width, height, rx, fill: ground }));
	}
	if (line > 0) {
		const [right, down] = [left + width, top + height];
		const hasSides = parseFloat(style.borderLeftWidth) > 0;
		const d = hasSides ? `M${left},${down}V${top}H${right}V${down}` : `M${left},${top}H${right}`;
		const dashes = style.borderTopStyle === 'dashed' ? { 'stroke-dasharray': '3 2' } : {};
		const stroke = style.borderTopColor;
		drawn.push(element('path', { d, fill: 'none', stroke, 'stroke-width': line, ...dashes }));
	}
	return drawn;
}

/** A sign of SVG, whose paths are drawn by their styles. */
const sign = (drawing: Element, { left, top }: DOMRect): SVGElement[] =>
	[...drawing.querySelectorAll('path')].map((path) => {
		const { stroke, strokeDasharray, fill } = getComputedStyle(path);
		const d = path.getAttribute('d') ?? '';
		const transform = `translate(${left},${top})`;
		return element('path', { d, fill, stroke, 'stroke-dasharray': strokeDasharray, transform });
	});

/** Words where they stand on the page. */
function words(node: Node, { left, top }: DOMRect): SVGElement[] {
	const text = node.textContent?.trim().replaceAll(/\s+/g, ' ') ?? '';
	if (text === '' || !node.parentElement) return [];
	const range = document.createRange();
	range.selectNodeContents(node);
	const place = range.getBoundingClientRect();
	const { color, fontSize } = getComputedStyle(node.parentElement);
	// The middle of small letters is the middle of the line.
	const y = place.top - top + place.height / 2 + 0.35 * parseFloat(fontSize);
	const drawn = element('text', { x: place.left - left, y, fill: color, 'font-size': fontSize });
	drawn.textContent = text;
	return [drawn];
}

function parts(node: Node, origin: DOMRect): SVGElement[] {
	if (node.nodeType === Node.TEXT_NODE) return words(node, origin);
	if (!(node instanceof Element)) return [];
	const { left, top, width, height } = node.getBoundingClientRect();
	const place = new DOMRect(left - origin.left, top - origin.top, width, height);
	if (node instanceof SVGElement) return sign(node, place);
	return [...swatch(node, place), ...[...node.childNodes].flatMap((child) => parts(child, origin))];
}

/** A legend of the page as it stands there, drawn from its own top left corner. */
export function drawnLegend(legend: Element): SVGElement {
	const group = element('g', {});
	group.append(...parts(legend, legend.getBoundingClientRect()));
	return group;
}

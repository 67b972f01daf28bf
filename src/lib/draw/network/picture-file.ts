import { drawnCaption } from './picture-caption.ts';
import { drawnLegend } from './picture-legend.ts';

/** What a drawing looks like, as far as styles say it; read from the page and written into the file. */
const STYLES = [
	'fill',
	'fill-opacity',
	'stroke',
	'stroke-opacity',
	'stroke-width',
	'stroke-dasharray',
	'stroke-linecap',
	'stroke-linejoin',
	'opacity',
	'paint-order',
	'font-size',
	'font-weight',
	'text-anchor'
] as const;

/** What a file need not say. */
const DEFAULTS: Readonly<Record<string, string>> = {
	'fill-opacity': '1',
	'stroke-opacity': '1',
	'stroke-dasharray': 'none',
	'stroke-linecap': 'butt',
	'stroke-linejoin': 'miter',
	opacity: '1',
	'paint-order': 'normal',
	'text-anchor': 'start'
};

const TEXT_STYLES: ReadonlySet<string> = new Set(['font-size', 'font-weight', 'text-anchor']);
/** Room around the drawing, px. */
const MARGIN = 16;
/** Between the drawing and its legend, px. */
const GAP = 20;
/** Between what is drawn and its caption, px. */
const CAPTION_GAP = 8;
/** What has this attribute speaks to who uses the page; nothing of the drawing stands below it. */
const ON_SCREEN = '[data-on-screen]';
const SVG = 'http://www.w3.org/2000/svg';

export type Theme = 'light' | 'dark';

/** A picture as a file: its text, what it is made of, and its size in px. */
export type PictureFile = Readonly<{
	svg: string;
	drawing: SVGSVGElement;
	width: number;
	height: number;
}>;

type Named = Readonly<{
	title: string;
	description: string;
	/** Stands below, where one is wanted. */
	caption?: string;
}>;

/** Where a picture stands on the page. */
type Place = Readonly<{
	svg: SVGSVGElement;
	/** The element whose width the picture takes. */
	frame: Element;
	/** Says what its colours mean; drawn below. */
	legend: Element | null;
	/** Room around it, px, where it is other than on a page. */
	margin?: number;
	/** What it stands on, where that is not the page. */
	paper?: string;
}>;

function inline(from: Element, to: Element): void {
	const computed = getComputedStyle(from);
	const isText = to.tagName === 'text' || to.tagName === 'tspan';
	for (const name of STYLES) {
		const value = computed.getPropertyValue(name);
		const says = value !== '' && value !== DEFAULTS[name] && (isText || !TEXT_STYLES.has(name));
		if (says && to instanceof SVGElement) to.setAttribute(name, value);
	}
	[...from.children].forEach((child, i) => {
		const copy = to.children[i];
		if (copy) inline(child, copy);
	});
}

/** What only the page needs: classes, roles, Svelte's comments. */
function strip(element: Element): void {
	for (const name of ['class', 'style', 'role', 'tabindex', 'aria-expanded', 'aria-label'])
		element.removeAttribute(name);
	for (const node of [...element.childNodes])
		if (node.nodeType === Node.COMMENT_NODE) node.remove();
	for (const child of element.children) strip(child);
}

async function dataUrl(address: string): Promise<string> {
	const blob = await (await fetch(address)).blob();
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(new Error('the font cannot be read'));
		reader.readAsDataURL(blob);
	});
}

const isBasicLatin = (rule: CSSFontFaceRule): boolean =>
	/U\+0+-0*FF/i.test(rule.style.getPropertyValue('unicode-range') || 'U+0-FF') &&
	rule.style.getPropertyValue('font-style') !== 'italic';

/** The page's own font face as a rule that needs no other file; empty where it cannot be had. */
async function fontFace(family: string): Promise<string> {
	const name = family.split(',')[0]?.replaceAll(/["']/g, '').trim() ?? '';
	const rules = [...document.styleSheets].flatMap((sheet) =>
		[...sheet.cssRules].map((rule) => ({ rule, base: sheet.href ?? document.baseURI }))
	);
	for (const { rule, base } of rules) {
		if (!(rule instanceof CSSFontFaceRule) || !isBasicLatin(rule)) continue;
		const own = rule.style.getPropertyValue('font-family').replaceAll(/["']/g, '').trim();
		const source = /url\(["']?([^"')]+)["']?\)/.exec(rule.style.getPropertyValue('src'))?.[1];
		if (own !== name || source === undefined) continue;
		const data = await dataUrl(new URL(source, base).href);
		return `@font-face{font-family:'${name}';font-weight:100 900;src:url(${data}) format('woff2');}`;
	}
	return '';
}

/** The part of the drawing that is seen, names beside it included, in its own coordinates; its legend follows at `end`. */
function extent({ svg, frame, legend, margin = MARGIN }: Place) {
	const [inner, outer] = [svg.getBoundingClientRect(), frame.getBoundingClientRect()];
	const cut = svg.querySelector(ON_SCREEN)?.getBoundingClientRect().top;
	const end = Math.ceil((cut ?? inner.bottom) - inner.top);
	const below = legend ? GAP + legend.getBoundingClientRect().height : 0;
	return {
		x: outer.left - inner.left - margin,
		y: -margin,
		width: Math.ceil(outer.width) + 2 * margin,
		height: end + Math.ceil(below) + 2 * margin,
		end
	};
}

/** Reads the page as it looks in a theme. Nothing is painted meanwhile. */
function inTheme<T>(theme: Theme, read: () => T): T {
	const { dataset } = document.documentElement;
	const before = dataset.theme;
	dataset.theme = theme;
	try {
		return read();
	} finally {
		if (before === undefined) delete dataset.theme;
		else dataset.theme = before;
	}
}

function rectangle(attributes: Readonly<Record<string, string | number>>): Element {
	const made = document.createElementNS(SVG, 'rect');
	for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
	return made;
}

/** A copy with its styles written into it, and the colour of the page's ground. */
function styled(svg: SVGSVGElement) {
	// A copy that has just been put beside the original has the same styles, and no transitions.
	const live = svg.cloneNode(true) as SVGSVGElement;
	live.style.cssText = 'position:absolute;visibility:hidden';
	const probe = document.createElementNS(SVG, 'rect');
	probe.style.cssText = 'fill:var(--ground)';
	svg.parentElement?.append(live, probe);
	const copy = live.cloneNode(true) as SVGSVGElement;
	inline(live, copy);
	const { fill: ground } = getComputedStyle(probe);
	probe.style.cssText = 'fill:var(--ink)';
	const { fill: ink } = getComputedStyle(probe);
	live.remove();
	probe.remove();
	return { copy, ground, ink };
}

/**
 * A drawing of the page as an SVG file that looks the same anywhere: styles and the font are written
 * into it, and text stays text.
 */
export async function pictureFile(
	place: Place,
	theme: Theme,
	{ title, description, caption }: Named
): Promise<PictureFile> {
	const { svg, legend, margin = MARGIN } = place;
	const { x, y, width, height: drawn, end } = extent(place);
	const {
		copy,
		ground: own,
		ink,
		key
	} = inTheme(theme, () => ({
		...styled(svg),
		key: legend && drawnLegend(legend)
	}));
	const ground = place.paper ?? own;
	const family = getComputedStyle(svg).fontFamily;
	const below = caption
		? drawnCaption(caption, { width: width - 2 * margin, family, fill: ink })
		: null;
	const height = drawn + (below ? below.height + CAPTION_GAP : 0);
	for (const element of copy.querySelectorAll(ON_SCREEN)) element.remove();
	strip(copy);
	// Lines of the drawing reach below it, where only a page's edge would end them.
	if (key ?? below)
		copy.append(rectangle({ x, y: end, width, height: height - margin - end, fill: ground }));
	if (key) {
		key.setAttribute('transform', `translate(${x + margin},${end + GAP})`);
		copy.append(key);
	}
	if (below) {
		below.drawn.setAttribute(
			'transform',
			`translate(${x + margin},${drawn - 2 * margin + CAPTION_GAP})`
		);
		copy.append(below.drawn);
	}
	copy.setAttribute('xmlns', SVG);
	copy.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
	copy.setAttribute('width', String(width));
	copy.setAttribute('height', String(height));
	copy.setAttribute('font-family', family.replaceAll('"', "'"));
	copy.setAttribute('role', 'img');

	const head = document.createElementNS(SVG, 'title');
	head.textContent = title;
	const about = document.createElementNS(SVG, 'desc');
	about.textContent = description;
	const style = document.createElementNS(SVG, 'style');
	style.textContent = `${await fontFace(family)}text{font-variant-numeric:tabular-nums}`;
	const back = rectangle({ x, y, width, height, fill: ground });
	copy.prepend(head, about, style, back);
	const text = new XMLSerializer().serializeToString(copy);
	return { svg: text, drawing: copy, width, height };
}

const PIXELS = 2;

/** A picture in pixels, two for each px. */
export async function pngOf({ svg, width, height }: PictureFile): Promise<Blob> {
	const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
	try {
		const image = new Image();
		image.src = address;
		await image.decode();
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [PIXELS * width, PIXELS * height];
		canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
		return await new Promise((resolve, reject) =>
			canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture came of it'))))
		);
	} finally {
		URL.revokeObjectURL(address);
	}
}

import type { Problem } from '../arch/fields.ts';
import { cut } from '../json/text.ts';

export const EMBED_THEMES = ['auto', 'light', 'dark'] as const;
export type EmbedTheme = (typeof EMBED_THEMES)[number];

/** What of a design another page shows. */
export type EmbedOptions = Readonly<{
	/** Whether runs of blocks that are alike are folded, or every block is drawn. */
	runs: 'folded' | 'open';
	/** Whether what it costs stands over the picture. */
	figures: boolean;
	/** Whether its fields can be changed. */
	editor: boolean;
	/** `auto` is that of the page around it, as far as the browser or that page tells. */
	theme: EmbedTheme;
}>;

export const USUAL_EMBED: EmbedOptions = {
	...{ runs: 'folded', figures: true, editor: false },
	theme: 'auto'
};

/** What the embedded page tells the one around it: its height in CSS pixels, as `height`. */
export const HEIGHT_MESSAGE = 'convnext-explorer:height';
/** What the page around it may tell the embedded one: which `theme` to be in. */
export const THEME_MESSAGE = 'convnext-explorer:theme';

/** What may stand for each option in an address, the usual first. */
const PERMITTED = {
	runs: ['folded', 'open'],
	figures: ['on', 'off'],
	editor: ['off', 'on'],
	theme: EMBED_THEMES
} as const satisfies Readonly<Record<keyof EmbedOptions, readonly string[]>>;

const KEYS = Object.keys(PERMITTED) as readonly (keyof EmbedOptions)[];

const textOf = (value: EmbedOptions[keyof EmbedOptions]): string =>
	typeof value === 'boolean' ? (value ? 'on' : 'off') : value;

/** The options as an address has them between its path and its `#`; empty where all are as usual. */
export function printEmbedOptions(options: EmbedOptions): string {
	const said = KEYS.filter((key) => options[key] !== USUAL_EMBED[key]);
	return said.map((key, i) => `${i > 0 ? '&' : '?'}${key}=${textOf(options[key])}`).join('');
}

/** Reads them. Never throws: what cannot be used is named, and as usual; what is unknown is left to others. */
export function readEmbedOptions(
	search: string
): Readonly<{ options: EmbedOptions; problems: readonly Problem[] }> {
	const asked = new URLSearchParams(search);
	const problems: Problem[] = [];
	function read<T extends string>(key: keyof EmbedOptions, permitted: readonly [T, ...T[]]): T {
		const text = asked.get(key);
		const found = permitted.find((value) => value === text);
		if (text !== null && found === undefined)
			problems.push({
				field: key,
				message: `${key}: “${cut(text, 40)}” is not permitted; permitted: ${permitted.join(', ')}`
			});
		return found ?? permitted[0];
	}
	const options = {
		runs: read('runs', PERMITTED.runs),
		figures: read('figures', PERMITTED.figures) === 'on',
		editor: read('editor', PERMITTED.editor) === 'on',
		theme: read('theme', PERMITTED.theme)
	};
	return { options, problems };
}

/** The theme that a message asks for; `null` where it is another message. */
export function askedTheme(message: unknown): EmbedTheme | null {
	const { type, theme } = (message ?? {}) as Readonly<{ type?: unknown; theme?: unknown }>;
	return type === THEME_MESSAGE ? (EMBED_THEMES.find((known) => known === theme) ?? null) : null;
}

/** The height that a message tells, CSS pixels; `null` where it is another message. */
export function toldHeight(message: unknown): number | null {
	const { type, height } = (message ?? {}) as Readonly<{ type?: unknown; height?: unknown }>;
	return type === HEIGHT_MESSAGE && typeof height === 'number' && height > 0 ? height : null;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;' };
const attribute = (text: string): string => text.replace(/[&"<]/g, (sign) => ESCAPES[sign] ?? sign);

/** Gives each frame the height that its page tells. Written again for a second frame, it does no harm. */
const RESIZING = `<script>
	addEventListener('message', ({ source, data }) => {
		if (data?.type !== '${HEIGHT_MESSAGE}') return;
		for (const frame of document.querySelectorAll('iframe'))
			if (frame.contentWindow === source) frame.style.height = \`\${data.height}px\`;
	});
</script>`;

export type Embed = Readonly<{
	/** The whole address of the embedded page, options and design with it. */
	address: string;
	/** What a reader who sees no picture is told it is. */
	title: string;
	/** CSS pixels, until the page tells its own. */
	height: number;
	/** Whether a script keeps the height. */
	resizes: boolean;
}>;

/**
 * Markup for another page. `credentialless` lets pages with isolation of their own have it from hosts that
 * send no headers; the embedded page keeps nothing that it could lose by that.
 */
export const embedMarkup = ({ address, title, height, resizes }: Embed): string =>
	`<iframe
	src="${attribute(address)}"
	title="${attribute(title)}"
	loading="lazy"
	credentialless
	style="width: 100%; height: ${height}px; border: 0; color-scheme: normal"
></iframe>${resizes ? `\n${RESIZING}` : ''}`;

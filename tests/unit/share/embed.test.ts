import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	askedTheme,
	EMBED_THEMES,
	embedMarkup,
	HEIGHT_MESSAGE,
	printEmbedOptions,
	readEmbedOptions,
	THEME_MESSAGE,
	toldHeight,
	USUAL_EMBED
} from '../../../src/lib/share/embed.ts';

const anyOptions = fc.record({
	runs: fc.constantFrom('folded' as const, 'open' as const),
	figures: fc.boolean(),
	editor: fc.boolean(),
	theme: fc.constantFrom(...EMBED_THEMES)
});

test('options come back from an address as they were put into it, and the usual ones take no room', () => {
	fc.assert(
		fc.property(anyOptions, (options) => {
			expect(readEmbedOptions(printEmbedOptions(options))).toEqual({ options, problems: [] });
		})
	);
	expect(printEmbedOptions(USUAL_EMBED)).toBe('');
	expect(printEmbedOptions({ ...USUAL_EMBED, runs: 'open', figures: false })).toBe(
		'?runs=open&figures=off'
	);
});

test('what an address may not hold is named with what it may, and what is not ours is left', () => {
	const { options, problems } = readEmbedOptions('?theme=sepia&editor=on&utm_source=mail');
	expect(options).toEqual({ ...USUAL_EMBED, editor: true });
	expect(problems).toEqual([
		{
			field: 'theme',
			message: 'theme: “sepia” is not permitted; permitted: auto, light, dark'
		}
	]);
	fc.assert(
		fc.property(fc.string(), (search) => {
			expect(EMBED_THEMES).toContain(readEmbedOptions(search).options.theme);
		})
	);
});

test('no message but its own moves the frame or the theme', () => {
	fc.assert(
		fc.property(fc.anything(), (message) => {
			expect([askedTheme(message), toldHeight(message)]).toEqual([null, null]);
		})
	);
	expect(toldHeight({ type: HEIGHT_MESSAGE, height: 480 })).toBe(480);
	expect(toldHeight({ type: HEIGHT_MESSAGE, height: '480' })).toBeNull();
	expect(askedTheme({ type: THEME_MESSAGE, theme: 'dark' })).toBe('dark');
	expect(askedTheme({ type: THEME_MESSAGE, theme: 'sepia' })).toBeNull();
});

test('markup says address and title whatever stands in them', () => {
	const markup = embedMarkup({
		...{ address: 'https://a.b/embed/?x=1#y&z="', title: '"><script>' },
		...{ height: 300, resizes: false }
	});
	expect(markup).toContain('src="https://a.b/embed/?x=1#y&amp;z=&quot;"');
	expect(markup).not.toContain('<script>');
	const resizing = embedMarkup({ address: 'a', title: 'b', height: 300, resizes: true });
	expect(resizing).toContain(HEIGHT_MESSAGE);
});

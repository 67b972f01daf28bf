import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readKept } from '../../../src/lib/json/kept.ts';
import { keepTheme, THEME, THEMES } from '../../../src/lib/state/theme.ts';
import { memoryStorage } from '../../storage.ts';

const html = readFileSync('src/app.html', 'utf8');
const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';

/** The theme that the page has before its first paint, by the script in app.html. */
function paintedIn(storage: Storage): string | undefined {
	const root: { dataset: { theme?: string } } = { dataset: {} };
	const run = new Function('localStorage', 'document', 'location', 'addEventListener', script);
	run(storage, { documentElement: root }, { hash: '' }, () => {});
	return root.dataset.theme;
}

test('a theme that was kept is there before the first paint', () => {
	for (const theme of THEMES) {
		const storage = memoryStorage();
		expect(keepTheme(() => storage, theme)).toBe(true);
		expect(
			readKept(
				() => storage,
				THEME,
				() => undefined
			)
		).toBe(theme);
		expect(paintedIn(storage)).toBe(theme === 'system' ? undefined : theme);
	}
});

test('the theme of the first release is still known, until another one is chosen', () => {
	const storage = memoryStorage();
	storage.setItem('theme', 'dark');
	expect(paintedIn(storage)).toBe('dark');
	keepTheme(() => storage, 'system');
	expect(paintedIn(storage)).toBeUndefined();
});

test('what is no theme leaves the page with the system’s', () => {
	for (const text of ['{', 'null', '"dark"', '{"version":1,"value":"sepia"}', '{"version":2}']) {
		const storage = memoryStorage();
		storage.setItem('convnext-explorer:theme', text);
		expect(paintedIn(storage)).toBeUndefined();
		expect(
			readKept(
				() => storage,
				THEME,
				() => undefined
			)
		).toBe('system');
	}
});

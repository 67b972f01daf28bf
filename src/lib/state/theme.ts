import { whole, writeKept, type Kept } from '../json/kept.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The script in app.html reads this before the first paint. */
export const THEME: Kept<Theme> = {
	key: 'theme',
	version: 1,
	label: 'the theme',
	parse: whole((value) => THEMES.find((theme) => theme === value) ?? null),
	fallback: 'system'
};

/** @returns whether the choice outlives the visit */
export const keepTheme = (storage: () => Storage, theme: Theme): boolean =>
	writeKept(storage, THEME, theme);

import type { Page } from '@playwright/test';
import axe, { type Result } from 'axe-core';

/** Rules that look at colours; the others find the same in every theme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe is to look at: all rules and the whole page where nothing else is said. */
type Scope = Readonly<{ rules?: readonly string[]; within?: readonly string[] }>;

/** What axe finds, a line for each element. */
export async function findings(page: Page, { rules, within }: Scope = {}) {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
	const context = within === undefined ? 'document' : JSON.stringify({ include: within });
	// To describe every element that passed takes three times as long as to look at all of them.
	const options = {
		resultTypes: ['violations'],
		...(rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } })
	};
	const violations = await page.evaluate<readonly Result[]>(
		`axe.run(${context}, ${JSON.stringify(options)}).then(({ violations }) => violations)`
	);
	return violations.flatMap(({ id, nodes }) =>
		nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`)
	);
}

/** Two frames: one in which the page hears of a new size or theme, one in which it is painted. */
const repainted = (page: Page): Promise<void> =>
	page.evaluate(
		() =>
			new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
	);

/** The classes and colours of all that is in view, and the colours behind it, each combination once. */
const looks = (page: Page, within: readonly string[]): Promise<readonly string[]> =>
	page.evaluate((selectors) => {
		const seen = new Set<string>();
		const look = (element: Element, behind: string): void => {
			const { color, backgroundColor, display, fill, opacity } = getComputedStyle(element);
			// What is only contents is no box itself.
			if (display !== 'contents' && !element.checkVisibility()) return;
			const name = `${element.tagName} ${element.getAttribute('class') ?? ''}`;
			seen.add([name, color, backgroundColor, fill, opacity, behind].join(' '));
			const clear = /, 0\)$/.test(backgroundColor);
			for (const child of element.children) look(child, clear ? behind : backgroundColor);
		};
		for (const selector of selectors)
			for (const root of document.querySelectorAll(selector)) look(root, '');
		return [...seen];
	}, within);

type Size = Readonly<{ width: number; height: number }>;

/**
 * What axe finds in the page as it stands, in windows of these sizes and both themes; in the dark only where
 * something is in view whose colours were not in view in the windows before.
 * A line for each element, which begins with the window's width and the theme.
 */
export async function findingsInAll(
	page: Page,
	sizes: readonly Size[],
	within?: readonly string[]
): Promise<readonly string[]> {
	const place = within === undefined ? {} : { within };
	const found: string[] = [];
	const seen = new Set<string>();
	for (const size of sizes) {
		await page.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await repainted(page);
			const inView = colorScheme === 'dark' ? await looks(page, within ?? ['body']) : [];
			if (colorScheme === 'dark' && inView.every((look) => seen.has(look))) continue;
			for (const look of inView) seen.add(look);
			const rules = colorScheme === 'light' ? {} : { rules: COLOR_RULES };
			const lines = await findings(page, { ...place, ...rules });
			found.push(...lines.map((line) => `${size.width} px, ${colorScheme}: ${line}`));
		}
	}
	return found;
}

/** By how many pixels the page is wider than the window, in windows of these sizes. */
export async function surpluses(page: Page, sizes: readonly Size[]): Promise<readonly number[]> {
	const found: number[] = [];
	for (const size of sizes) {
		await page.setViewportSize(size);
		await repainted(page);
		found.push(
			await page.evaluate(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			)
		);
	}
	return found;
}

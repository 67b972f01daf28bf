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

type Size = Readonly<{ width: number; height: number }>;

/**
 * What axe finds in the page as it stands, in windows of these sizes and both themes.
 * A line for each element, which begins with the window's width and the theme.
 */
export async function findingsInAll(
	page: Page,
	sizes: readonly Size[],
	within?: readonly string[]
): Promise<readonly string[]> {
	const place = within === undefined ? {} : { within };
	const found: string[] = [];
	for (const size of sizes) {
		await page.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await repainted(page);
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

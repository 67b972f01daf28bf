import { expect, test as base } from '@playwright/test';
import { findOtherBrowser } from '../../scripts/other-browsers.js';
import { startChromium } from './drivers/chromium.ts';
import type { Browser } from './drivers/driver.ts';
import { startFirefox } from './drivers/firefox.ts';
import { startWebKit } from './drivers/webkit.ts';
import { pageOf, type Page } from './page.ts';

export { expect };

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

function start(name: BrowserName): Promise<Browser> {
	if (name === 'chromium') return startChromium();
	const found = findOtherBrowser(name);
	if (found === undefined) throw new Error(`There is no ${name} here.`);
	return name === 'firefox' ? startFirefox(found.driver) : startWebKit(found);
}

/**
 * WebKit tells boxes' sizes in a window of another width now and then before the style for that width
 * applies. It then finds other sizes within the same frame, complains, and tells those with the next one.
 */
const TOLD_LATE = 'ResizeObserver loop completed with undelivered notifications.';
const isOurs = (problem: string) => test.info().project.name !== 'webkit' || problem !== TOLD_LATE;

type Tools = Readonly<{
	/** Opens another page, with a store of its own. */
	openPage: (site?: string) => Promise<Page>;
	app: Page;
}>;

/** A journey in the browser of its project; whatever the browser complains of fails it. */
export const test = base.extend<Tools, { theBrowser: Browser }>({
	theBrowser: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern
		async ({}, use, { project }) => {
			const browser = await start(project.name as BrowserName);
			await use(browser);
			await browser.close();
		},
		{ scope: 'worker' }
	],
	openPage: async ({ theBrowser, baseURL }, use) => {
		const opened: Page[] = [];
		await use(async (site = baseURL ?? '') => {
			const page = pageOf(await theBrowser.open(), site);
			await page.resize({ width: 1440, height: 900 });
			opened.push(page);
			return page;
		});
		const problems = await Promise.all(opened.map(({ driver }) => driver.problems()));
		for (const { driver } of opened) await driver.close();
		expect(problems.flat().filter(isOurs)).toEqual([]);
	},
	app: async ({ openPage }, use) => use(await openPage())
});

import { expect, type Page } from '@playwright/test';
import { MARK } from '../fuzz/texts.ts';

/** Errors that nothing caught, as they come. A fault that a test itself makes is named with `expected`. */
export function uncaughtIn(page: Page, expected = /^$/): readonly string[] {
	const uncaught: string[] = [];
	page.on('pageerror', ({ message }) => {
		if (!expected.test(message)) uncaught.push(message);
	});
	return uncaught;
}

/** Nothing that an input wrote is on the page as an element, or has run. */
export async function expectNoMarkup(page: Page): Promise<void> {
	expect(await page.locator(`${MARK}, img[src="x"], [onerror]`).count()).toBe(0);
}

/** The editor takes a change, and undoes it. */
export async function expectAnswers(page: Page): Promise<void> {
	const depth = page.locator('.editor').getByRole('textbox').first();
	const before = await depth.inputValue();
	const next = before === '2' ? '3' : '2';
	await depth.fill(next);
	await depth.press('Enter');
	await expect(depth).toHaveValue(next);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(depth).toHaveValue(before);
}

/** Every part of the page that is in view holds something. */
export async function expectNoBlank(page: Page): Promise<void> {
	const blank = () =>
		page.locator('main, [role=tabpanel], [role=dialog], section[aria-label]').evaluateAll((parts) =>
			parts
				.filter((part) => part.checkVisibility() && !part.querySelector('svg, input, canvas'))
				.filter((part) => (part.textContent ?? '').trim() === '')
				.map((part) => part.outerHTML.slice(0, 120))
		);
	await expect.poll(blank).toEqual([]);
}

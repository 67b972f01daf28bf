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

/** What only hangs is told as such, however long a walk may take. */
const PATIENCE = { timeout: 60_000 };

/** The editor takes a change, and undoes it. */
export async function expectAnswers(page: Page): Promise<void> {
	// It may have been folded away.
	const folded = page.getByRole('button', { name: 'Open the editor' });
	const depth = page.locator('.editor').getByRole('textbox').first();
	await folded.or(depth).first().waitFor(PATIENCE);
	if (await folded.isVisible()) await folded.click(PATIENCE);
	const before = await depth.inputValue(PATIENCE);
	const next = before === '2' ? '3' : '2';
	await depth.fill(next, PATIENCE);
	await depth.press('Enter');
	await expect(depth).toHaveValue(next);
	await page.getByRole('button', { name: 'Undo' }).click(PATIENCE);
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
	await expect.poll(blank, PATIENCE).toEqual([]);
}

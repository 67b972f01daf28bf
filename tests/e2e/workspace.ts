import type { Page } from '@playwright/test';

/** Opens the workspace at a link and waits until it answers. */
export async function openWorkspace(page: Page, link = ''): Promise<void> {
	const path = link === '' ? '/' : `/#${link}`;
	// The address follows an edit after a while, and to go where it still is would change nothing.
	if (page.url().endsWith(path)) await page.reload();
	else await page.goto(path);
	await page.locator('[data-ready=true]').waitFor();
	// A page that is there already hears of a link in a task of its own, and a press before it would go to what was there.
	await page.evaluate(() => new Promise(requestAnimationFrame));
}

/** A metric at the top that says exactly this. */
export const metric = (page: Page, name: string, exactly: string) =>
	page
		.getByRole('region', { name: 'metrics' })
		.getByRole('button', { name: `, exactly ${exactly}; copy` })
		.and(page.getByLabel(name, { exact: false }));

export const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** Types words into the search among presets, which stands open or is about to. */
export async function typePreset(page: Page, words: string): Promise<void> {
	const search = page.getByRole('combobox', { name: 'find a preset' });
	await search.and(page.locator(':focus')).waitFor();
	await page.keyboard.type(words);
}

/** The bar in which a network is run. */
export function runPanel(page: Page) {
	const panel = page.getByRole('region', { name: 'Run this network' });
	return {
		panel,
		run: panel.getByRole('button', { name: 'Run', exact: true }),
		backend: panel.getByLabel('backend'),
		runs: panel.getByLabel('runs', { exact: true })
	};
}

type RunChoices = Readonly<{ backend?: string; profile?: string; runs?: string }>;

/** Says how a network is run, as a person does: in what the bar's second button opens. */
export async function setRun(page: Page, { backend, profile, runs }: RunChoices): Promise<void> {
	const { panel } = runPanel(page);
	await panel.getByRole('button', { name: /, \d+ runs?$/ }).click();
	const settings = panel.getByRole('dialog', { name: 'How it is run' });
	if (backend !== undefined) await settings.getByLabel('backend').selectOption(backend);
	if (profile !== undefined) await settings.getByLabel('profile').selectOption(profile);
	if (runs !== undefined) await settings.getByLabel('runs', { exact: true }).fill(runs);
	await page.keyboard.press('Escape');
	await settings.waitFor({ state: 'hidden' });
}

/** Opens the menu of what else a run can do; where a file is in use, it stands open in the bar. */
export async function openTools(page: Page): Promise<void> {
	await runPanel(page).panel.getByRole('button', { name: 'Tools', exact: true }).click();
	await page.getByRole('dialog', { name: 'Tools' }).waitFor();
}

/** Opens what the last run has to say beyond its one line. */
export async function openMore(page: Page): Promise<void> {
	await runPanel(page).panel.getByRole('button', { name: 'More', exact: true }).click();
	await page.getByRole('dialog', { name: 'This run' }).waitFor();
}

/** Drops a text on the page as a file. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
	await page.evaluate(
		([name = '', text = '']) => {
			const dataTransfer = new DataTransfer();
			dataTransfer.items.add(new File([text], name));
			document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
		},
		[name, text]
	);
}

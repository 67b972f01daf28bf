import type { Page } from '@playwright/test';

/** Opens the workspace at a link and waits until it answers. */
export async function openWorkspace(page: Page, link = ''): Promise<void> {
	await page.goto(link === '' ? '/' : `/#${link}`);
	await page.locator('[data-ready=true]').waitFor();
}

/** A metric at the top that says exactly this. */
export const metric = (page: Page, name: string, exactly: string) =>
	page
		.getByRole('region', { name: 'metrics' })
		.getByRole('button', { name: `, exactly ${exactly}; copy` })
		.and(page.getByLabel(name, { exact: false }));

export const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** The bar in which a network is run. */
export function runPanel(page: Page) {
	const panel = page.getByRole('region', { name: 'Run this network' });
	return {
		panel,
		run: panel.getByRole('button', { name: 'Run', exact: true }),
		backend: panel.getByLabel('backend'),
		runs: panel.getByLabel('runs')
	};
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

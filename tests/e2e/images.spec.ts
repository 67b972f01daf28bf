import { expect, test, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openWorkspace, runPanel, setRun } from './workspace.ts';

/** A small picture of one colour, drawn by the browser. */
async function picture(page: Page, colour: string): Promise<Buffer> {
	const text = await page.evaluate((colour) => {
		const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 30 });
		const context = canvas.getContext('2d');
		if (context) context.fillStyle = colour;
		context?.fillRect(0, 0, 40, 30);
		return canvas.toDataURL('image/png').split(',')[1] ?? '';
	}, colour);
	return Buffer.from(text, 'base64');
}

test('a folder of labelled images is looked at as a whole, with the accuracy on them', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel } = runPanel(page);
	const folder = mkdtempSync(join(tmpdir(), 'images-'));
	for (const [path, colour] of [
		['tench/1.png', 'red'],
		['tench/2.png', 'green'],
		['n01443537/1.png', 'blue'],
		['holiday/1.png', 'grey']
	] as const) {
		mkdirSync(join(folder, dirname(path)), { recursive: true });
		writeFileSync(join(folder, path), await picture(page, colour));
	}
	writeFileSync(join(folder, 'tench', 'broken.png'), 'no picture');
	await panel.getByLabel('Choose folder').setInputFiles(folder);
	await setRun(page, { backend: 'wasm' });
	await panel.getByRole('button', { name: 'Look at all 5 images' }).click();
	const images = panel.getByRole('region', { name: 'Images' });
	await expect(images).toContainText('4 images, median');
	await expect(images).toContainText('1 could not be read');
	await expect(images).toContainText('not trained');
	await expect(images).toContainText(/On these images, of 2 classes: top-1 .* of 3\)/);
	await expect(images).toContainText('called after no class: holiday');
	await expect(images.getByRole('listitem')).toHaveCount(5);
	rmSync(folder, { recursive: true });
});

test('a picture is pasted, and one of which another page gives only the address is explained', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel } = runPanel(page);
	const text = (await picture(page, 'red')).toString('base64');
	await page.evaluate((text) => {
		const clipboardData = new DataTransfer();
		const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
		clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
		document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
	}, text);
	await expect(panel).toContainText('pasted.png');
	await page.evaluate(() => {
		const dataTransfer = new DataTransfer();
		dataTransfer.setData('text/uri-list', 'https://example.com/cat.jpg');
		document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
	});
	await expect(page.getByText('copy the picture and paste it here')).toBeVisible();
	await page.evaluate((text) => {
		const dataTransfer = new DataTransfer();
		dataTransfer.setData('text/uri-list', `data:image/png;base64,${text}`);
		document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
	}, text);
	await expect(panel).toContainText('picture.png');
	await expect(page.getByText('copy the picture and paste it here')).toHaveCount(0);
});

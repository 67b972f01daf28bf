import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { localHub } from '../local-hub.ts';
import { field, openTools, openWorkspace, runPanel } from './workspace.ts';

const NAME = 'timm/convnext_atto.d2_in1k';
const checkpoint = readFileSync('tests/golden/checkpoints/timm_convnext_f32.safetensors');

/** What the page asks the hub goes to a server here; the page's content policy is asked before. */
async function answerLocally(page: Page, hub: Awaited<ReturnType<typeof localHub>>): Promise<void> {
	await page.route('https://huggingface.co/**', async (route) => {
		const url = route.request().url().replace('https://huggingface.co', hub.url);
		const response = await route.fetch({ url }).catch(() => null);
		await (response ? route.fulfill({ response }) : route.abort());
	});
}

test('pretrained weights are fetched when asked for, open as a file does, stay, and are cleared', async ({
	page
}) => {
	const hub = await localHub({ [NAME]: { files: { 'model.safetensors': checkpoint } } });
	await answerLocally(page, hub);
	await openWorkspace(page, 'convnext_atto');
	const policy = await page
		.locator('meta[http-equiv="content-security-policy"]')
		.getAttribute('content');
	expect(policy).toContain(
		"connect-src 'self' blob: data: https://huggingface.co https://*.hf.co;"
	);

	const { panel } = runPanel(page);
	const dialog = page.getByRole('dialog', { name: 'Pretrained weights' });
	const open = () => panel.getByRole('button', { name: 'Get pretrained weights' }).click();
	await openTools(page);
	await open();
	await expect(dialog).toContainText('apache-2.0');
	await dialog.getByLabel('Any repository').fill('timm/nothing');
	await dialog.getByRole('button', { name: 'Look at huggingface.co' }).click();
	await expect(dialog.getByRole('alert')).toContainText('timm/nothing');
	expect(hub.ranges).toEqual([]);
	hub.faults.push({ status: 503 });
	await dialog.getByRole('button', { name: 'Get d2_in1k, about 14.8 MB' }).click();
	await expect(dialog).toBeHidden();
	await expect(panel).toContainText('convnext_atto.d2_in1k.safetensors: 65 tensors');
	await expect(field(page, 'width, stage 4')).toHaveValue('20');
	expect(hub.ranges).toEqual(['', '']);

	await page.reload();
	await page.locator('[data-ready=true]').waitFor();
	await openTools(page);
	await open();
	await dialog.getByRole('button', { name: `Open ${NAME}` }).click();
	await expect(panel).toContainText('convnext_atto.d2_in1k.safetensors: 65 tensors');
	expect(hub.ranges).toHaveLength(2);
	await open();
	await dialog.getByRole('button', { name: 'Remove all' }).click();
	await expect(dialog).not.toContainText('Kept in this browser');
	hub.close();
});

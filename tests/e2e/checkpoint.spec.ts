import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import files from '../golden/checkpoints/files.json' with { type: 'json' };
import { fileOf } from '../checkpoint-files.ts';
import { shardOf } from '../shards.ts';
import { field, openTools, openWorkspace, runPanel, setRun } from './workspace.ts';

const checkpoint = (name: string) => `tests/golden/checkpoints/${name}.safetensors`;

/** Drops a file on the page, as from a folder. */
async function drop(page: Page, name: string, type: string, bytes: Buffer): Promise<void> {
	const transfer = await page.evaluateHandle(
		({ name, type, text }) => {
			const data = new DataTransfer();
			const content = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
			data.items.add(new File([content], name, { type }));
			return data;
		},
		{ name, type, text: bytes.toString('base64') }
	);
	await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
	await expect(
		page.getByText('Drop a checkpoint (.safetensors, .pth, .pt, .bin), all its shards')
	).toBeVisible();
	await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

const shard = (half: number): Buffer =>
	Buffer.from(shardOf(readFileSync(checkpoint('timm_convnext_f32')), half));

const pressRun = (page: Page) => runPanel(page).run.click();
const sees = (page: Page) => page.getByRole('region', { name: 'What the network sees' });

/** A small picture, drawn by the browser. */
async function picture(page: Page): Promise<Buffer> {
	const text = await page.evaluate(() => {
		const canvas = document.createElement('canvas');
		canvas.width = 90;
		canvas.height = 60;
		canvas.getContext('2d')?.fillRect(10, 10, 50, 30);
		return canvas.toDataURL('image/png').split(',')[1] ?? '';
	});
	return Buffer.from(text, 'base64');
}

test('a dropped checkpoint becomes the design, runs, and says what it sees in a dropped image', async ({
	page
}) => {
	await openWorkspace(page);
	const { panel } = runPanel(page);
	const file = readFileSync(checkpoint('facebook_convnextv2_f32'));
	await drop(page, 'v2.safetensors', '', file);
	await expect(field(page, 'width, stage 4')).toHaveValue('20');
	await expect(panel).toContainText('v2.safetensors: 70 tensors, F32, facebookresearch’s names');
	await expect(panel).toContainText('No tensor tells these settings');

	await setRun(page, { runs: '2' });
	await pressRun(page);
	await expect(panel).toContainText('Weights: v2.safetensors');
	await expect(sees(page)).toHaveCount(0);

	await drop(page, 'black.png', 'image/png', await picture(page));
	await expect(panel).toContainText('black.png');
	await pressRun(page);
	await expect(sees(page).getByRole('listitem')).toHaveCount(5);
	await expect(sees(page)).toContainText('class');
	await expect(sees(page)).not.toContainText('not trained');

	await page.getByRole('button', { name: 'undo' }).click();
	await expect(panel).toContainText('v2.safetensors does not fit this design');
	await page.getByRole('button', { name: 'redo' }).click();
	await expect(panel).toContainText('v2.safetensors: 70 tensors');
	await panel.getByRole('button', { name: 'Deterministic' }).click();
	await expect(panel).toContainText('deterministic, not trained');
});

test('files of any kind are opened, with what they do not tell', async ({ page }) => {
	await test.step('an official .pth and two shards are opened, and a shard alone is told what it lacks', async () => {
		await openWorkspace(page);
		const { panel } = runPanel(page);
		await drop(
			page,
			'v2.pth',
			'',
			readFileSync('tests/golden/checkpoints/pytorch/facebook_convnextv2_f32.pth')
		);
		await expect(panel).toContainText('v2.pth: 70 tensors, F32, facebookresearch’s names');
		await expect(panel).toContainText('The file’s model is read, and not its model_ema.');

		const open = panel.getByLabel('Open checkpoint');
		const shards = [1, 2].map((number) => ({
			name: `model-0000${number}-of-00002.safetensors`,
			mimeType: '',
			buffer: shard(number - 1)
		}));
		await open.setInputFiles(shards.slice(1));
		await expect(panel.getByRole('alert')).toContainText('This is shard 2 of 2');
		await open.setInputFiles(shards);
		await expect(panel).toContainText('model-00001-of-00002.safetensors and 1 more: ');
		await expect(panel.getByRole('alert')).toHaveCount(0);
	});

	await test.step('what a file’s shapes do not tell is chosen by its name, with the reason, and asked', async () => {
		await openWorkspace(page, 'convnext_tiny');
		const { panel } = runPanel(page);
		const open = async (name: string, tensors: Parameters<typeof fileOf>[0]) =>
			panel.getByLabel('Open checkpoint').setInputFiles({
				name,
				mimeType: '',
				buffer: Buffer.from(await fileOf(tensors).arrayBuffer())
			});
		await open('faster_rcnn_r50_caffe_fpn.safetensors', files['mm resnet caffe'].tensors);
		await expect(panel).toContainText('OpenMMLab’s names');
		const questions = panel.getByRole('region', { name: 'What the file does not tell' });
		await expect(questions).toContainText('the file is called as ResNets that came from Caffe');
		await open('identityformer_s12.safetensors', files['sail-sg identityformer'].tensors);
		await expect(questions).toContainText(
			'token mixer: none, none, none, none; change it in the editor'
		);
		await expect(questions).toContainText('the file is called an IdentityFormer');
	});

	await test.step('a folder of Transformers’ brings its class names, its preparation and what shapes do not tell', async () => {
		await openWorkspace(page, 'convnext_tiny');
		const { panel } = runPanel(page);
		const names = Array.from({ length: 10 }, (_, i) => `animal ${i}`);
		const beside = {
			'config.json': {
				num_attention_heads: 3,
				image_size: 32,
				hidden_act: 'gelu',
				id2label: { ...names }
			},
			'preprocessor_config.json': { image_mean: [0.25, 0.25, 0.25], image_std: [0.5, 0.5, 0.5] }
		};
		const weights = fileOf(files['hf vit'].tensors);
		await panel.getByLabel('Open checkpoint').setInputFiles([
			{
				name: 'model.safetensors',
				mimeType: '',
				buffer: Buffer.from(await weights.arrayBuffer())
			},
			...Object.entries(beside).map(([name, json]) => ({
				name,
				mimeType: 'application/json',
				buffer: Buffer.from(JSON.stringify(json))
			}))
		]);
		await expect(panel).toContainText('model.safetensors: 32 tensors, F32, Hugging Face’s names');
		await expect(panel).toContainText(/config\.json says heads: 3,/);
		await expect(field(page, 'heads')).toHaveValue('3');
		await drop(page, 'black.png', 'image/png', await picture(page));
		await panel.getByRole('button', { name: 'Preparation' }).click();
		await expect(panel.getByLabel('mean, red')).toHaveValue('0.25');
		await page.keyboard.press('Escape');
		await setRun(page, { runs: '2' });
		await pressRun(page);
		await expect(sees(page).getByText(/^animal \d$/)).toHaveCount(5);
	});
});

test('without a trained checkpoint the answer is said to mean nothing, under ImageNet’s names', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel } = runPanel(page);
	await setRun(page, { runs: '2' });
	await drop(page, 'black.png', 'image/png', await picture(page));
	await pressRun(page);
	await expect(sees(page)).toContainText('not trained, so the answer means nothing');
	await expect(sees(page).getByText(/^class \d/)).toHaveCount(0);
	await panel.getByRole('button', { name: 'Preparation' }).click();
	await panel.getByLabel('mean, red').fill('0.5');
	await panel.getByLabel('mean, red').blur();
	await page.keyboard.press('Escape');
	// What it saw was prepared in another way.
	await expect(sees(page)).toHaveCount(0);
});

test('a design that PyTorch’s logits are known for is verified on this device', async ({
	page
}) => {
	await openWorkspace(page, 'convnextv2_atto');
	const { panel } = runPanel(page);
	await openTools(page);
	await panel.getByRole('button', { name: 'Verify against PyTorch' }).click();
	await expect(panel).toContainText(/The same network as PyTorch’s: largest error \d/);
	await field(page, 'input').fill('64');
	await expect(panel.getByRole('button', { name: 'Verify against PyTorch' })).toHaveCount(0);
});

test('a bad file gives a message with the names of the tensors, and nothing else happens', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=32');
	const { panel } = runPanel(page);
	await drop(page, 'bad.safetensors', '', Buffer.from('not a checkpoint at all'));
	await expect(panel.getByRole('alert')).toContainText('“bad.safetensors”');
	await panel.getByRole('button', { name: 'dismiss' }).click();
	await expect(panel.getByRole('alert')).toHaveCount(0);

	const bytes = readFileSync(checkpoint('timm_convnext_f32'));
	bytes.write('hxad.fc.bias', bytes.indexOf('head.fc.bias'));
	await drop(page, 'odd.safetensors', '', bytes);
	await expect(panel.getByRole('alert')).toContainText('does not fit');
	await panel.getByText('2 tensors').click();
	await expect(panel.getByRole('alert')).toContainText('missing: head.fc.bias');
	await expect(panel.getByRole('alert')).toContainText('not in the design: hxad.fc.bias');
	await expect(field(page, 'input')).toHaveValue('32');
	await expect(panel).toContainText('deterministic, not trained');
});

test('a camera that is not there is told, and saved weights open again', async ({ page }) => {
	await test.step('a camera that is not there is told', async () => {
		await openWorkspace(page);
		await openTools(page);
		await runPanel(page).panel.getByRole('button', { name: 'Camera' }).click();
		const dialog = page.getByRole('dialog', { name: 'Camera' });
		await expect(dialog.getByRole('alert')).toContainText(/camera/);
		await dialog.getByRole('button', { name: 'Close' }).click();
		await expect(dialog).toBeHidden();
		// Under it the tools are still open.
		await page.keyboard.press('Escape');
	});

	await test.step('weights are saved under the design’s name, and open again', async () => {
		await openWorkspace(page, 'convnext_atto&input=32');
		const { panel } = runPanel(page);
		await openTools(page);
		const [saved] = await Promise.all([
			page.waitForEvent('download'),
			panel.getByRole('button', { name: 'Save weights' }).click()
		]);
		expect(saved.suggestedFilename()).toBe('convnext_atto.safetensors');
		await panel.getByLabel('Open checkpoint').setInputFiles(await saved.path());
		await expect(panel).toContainText('F32, timm’s names');
		await expect(field(page, 'input')).toHaveValue('32');
	});
});

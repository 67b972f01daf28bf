import { expect, test, type Page } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.js';
import { findings } from './axe.ts';
import { openTools, openWorkspace, runPanel, setRun } from './workspace.ts';

const { args, ...others } = launchOptions();

test.use({
	launchOptions: {
		...others,
		args: [
			...args,
			'--use-fake-ui-for-media-stream',
			'--use-fake-device-for-media-stream=device-count=2,fps=20'
		]
	}
});

const camera = (page: Page) => page.getByRole('dialog', { name: 'Camera' });

/** Keeps what the camera gives now, to ask later whether it still does. */
const keepStream = (page: Page) =>
	page.evaluateHandle(() => document.querySelector('video')?.srcObject as MediaStream);

/** Opens the camera before a small network. */
async function openCamera(page: Page): Promise<void> {
	await openWorkspace(page, 'convnext_atto&input=32');
	await setRun(page, { backend: 'wasm' });
	await openTools(page);
	await runPanel(page).panel.getByRole('button', { name: 'Camera' }).click();
	await expect(camera(page).getByText(/medians of \d+ frames/)).toBeVisible();
}

test('the camera runs on, with what the network sees and how fast, until it is closed', async ({
	page
}) => {
	await openCamera(page);
	const answer = camera(page).getByRole('region', { name: 'What the network sees' });
	await expect(answer.getByRole('listitem')).toHaveCount(5);
	await expect(answer).toContainText(/\d frames a second on .*WebAssembly/);
	await expect(answer).toContainText('not trained');
	expect(await findings(page, { within: ['dialog'] })).toEqual([]);

	const first = await keepStream(page);
	const ended = () =>
		first.evaluate((stream) =>
			stream.getTracks().every(({ readyState }) => readyState === 'ended')
		);
	const cameras = camera(page).getByLabel('camera', { exact: true });
	expect(await ended()).toBe(false);
	const chosen = await cameras.inputValue();
	await cameras.selectOption({ index: 1 });
	await expect(cameras).not.toHaveValue(chosen);
	expect(await ended()).toBe(true);
	await expect(answer.getByRole('listitem')).toHaveCount(5);

	const second = await keepStream(page);
	await camera(page).getByRole('button', { name: 'Take picture' }).click();
	await expect(camera(page)).toBeHidden();
	expect(await second.evaluate((stream) => stream.active)).toBe(false);
	await expect(runPanel(page).panel).toContainText('camera.png');
});

test('the camera goes off when it is stopped or unplugged or the page is hidden, says so, and starts again', async ({
	page
}) => {
	await openCamera(page);
	const stopped = await keepStream(page);
	await camera(page).getByRole('button', { name: 'Stop' }).click();
	await expect(camera(page).getByRole('listitem')).toHaveCount(0);
	expect(await stopped.evaluate((stream) => stream.active)).toBe(false);

	await camera(page).getByRole('button', { name: 'Start' }).click();
	await expect(camera(page).getByRole('listitem')).toHaveCount(5);
	const unplugged = await keepStream(page);
	await unplugged.evaluate((stream) => stream.getTracks()[0]?.dispatchEvent(new Event('ended')));
	await expect(camera(page).getByRole('alert')).toContainText('The camera is gone');
	expect(await unplugged.evaluate((stream) => stream.active)).toBe(false);

	await camera(page).getByRole('button', { name: 'Start' }).click();
	await expect(camera(page).getByRole('listitem')).toHaveCount(5);
	await expect(camera(page).getByRole('alert')).toHaveCount(0);
	const hidden = await keepStream(page);
	await page.evaluate(() => {
		Object.defineProperty(document, 'hidden', { value: true, configurable: true });
		document.dispatchEvent(new Event('visibilitychange'));
		Reflect.deleteProperty(document, 'hidden');
		document.dispatchEvent(new Event('visibilitychange'));
	});
	await expect(camera(page).getByText('was not seen')).toBeVisible();
	expect(await hidden.evaluate((stream) => stream.active)).toBe(false);
});

test('features and evidence follow the camera, frame by frame, on a network that is built once', async ({
	page
}) => {
	await openWorkspace(page, 'convnext_atto&input=64&classes=10');
	await page.getByRole('tab', { name: 'Look inside' }).click();
	const inside = page.getByRole('region', { name: 'Look inside' });
	await inside.getByRole('button', { name: 'Live from the camera' }).focus();
	await page.keyboard.press('Enter');
	await expect(inside.getByText(/\d frames a second on .*WebAssembly/)).toBeVisible();
	const map = inside.getByRole('application');
	const shown = () =>
		map
			.locator('canvas')
			.first()
			.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
	const first = await shown();
	await expect.poll(shown).not.toBe(first);

	await page.getByRole('application', { name: /^Network along/ }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(map).toHaveAttribute('aria-label', /16 by 16 cells/);
	await inside.getByRole('tab', { name: 'Evidence' }).click();
	await expect(map).toHaveAttribute('aria-label', /^Where the network sees class \d/);
	await expect(inside.getByText(/\d frames a second/)).toBeVisible();
	expect(await findings(page)).toEqual([]);

	// What is measured as a whole looks at the picture in use.
	const stream = await keepStream(page);
	await inside.getByRole('tab', { name: 'Receptive fields' }).click();
	await expect(inside.getByText('The camera is off; the picture in use is shown.')).toBeVisible();
	expect(await stream.evaluate(({ active }) => active)).toBe(false);

	await inside.getByRole('tab', { name: 'Features' }).click();
	await inside.getByRole('button', { name: 'Start' }).click();
	await expect(inside.getByText(/\d frames a second/)).toBeVisible();
	await inside.getByRole('button', { name: 'Take picture' }).click();
	await expect(inside.getByRole('button', { name: 'Live from the camera' })).toBeVisible();
	await inside.getByRole('button', { name: 'Statistics of every layer' }).click();
	await expect(inside).toContainText('Picture: camera.png');
});

import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { findings, findingsInAll, surpluses } from './axe.ts';
import { metric } from './workspace.ts';

/** Opens the roadmap at a place and waits until it answers. */
async function openRoadmap(page: Page, place = ''): Promise<void> {
	await page.goto(place === '' ? '/roadmap/' : `/roadmap/#${place}`);
	await page.locator('[data-ready=true]').waitFor();
}

const heading = (page: Page, name: string) =>
	page.getByRole('heading', { level: 2, name, exact: true });

const row = (page: Page, step: string) =>
	page
		.getByRole('region', { name: 'The roadmap' })
		.getByRole('row', { name: new RegExp(`^${step}`) });

test('a person walks the whole roadmap with the keyboard alone', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'no-preference' });
	await openRoadmap(page);
	await expect(heading(page, 'ResNet-50, trained anew')).toBeVisible();
	await page.keyboard.press('ArrowRight');
	await expect(heading(page, 'Stage ratio')).toBeVisible();
	await page.keyboard.press('ArrowLeft');
	await expect(heading(page, 'ResNet-50, trained anew')).toBeVisible();

	await page.getByRole('button', { name: 'baseline', exact: true }).focus();
	const titles = [
		'Stage ratio',
		'Patchify stem',
		'Depthwise conv',
		'Increase width',
		'Inverting dimensions',
		'Move up depthwise conv',
		'Kernel size → 5',
		'Kernel size → 7',
		'Kernel size → 9',
		'Kernel size → 11',
		'ReLU → GELU',
		'Fewer activations',
		'Fewer norms',
		'BN → LN',
		'Separate downsampling (ConvNeXt)'
	];
	for (const title of titles) {
		await page.keyboard.press('ArrowDown');
		await expect(heading(page, title)).toBeVisible();
		await expect(page.locator(':focus')).toHaveAttribute('aria-current', 'step');
	}
	await expect(page).toHaveURL(/#resnet50\/downsampling$/);
});

test('links open steps, a guess, a combination and the workspace', async ({ page }) => {
	await test.step('a link opens a step with its metrics as printed and as counted', async () => {
		await openRoadmap(page, 'resnet50/layer-norm');
		await expect(heading(page, 'BN → LN')).toBeVisible();
		await expect(page.getByText('Table 10 prints 4.46 here; the count is 4.15.')).toBeVisible();
		await expect(row(page, 'BN → LN')).toContainText('81.47');
		await expect(row(page, 'BN → LN')).toContainText('4.146 G');
		// What PyTorch counts.
		await expect(page.getByTitle('4,145,612,928 MACs')).not.toHaveCount(0);

		await page.getByRole('radio', { name: 'ResNet-200 / Swin-B' }).check();
		await expect(row(page, 'BN → LN')).toContainText('83.35');
		await expect(page.getByText('Printed and counted differ.')).toHaveCount(0);
		await expect(page).toHaveURL(/#resnet200\/layer-norm$/);
		await page.reload();
		await expect(page.getByText('Step 14 of 15')).toBeVisible();
		await expect(row(page, 'BN → LN')).toContainText('83.35');
	});

	await test.step('a wrong link says what is wrong and shows the roadmap', async () => {
		await openRoadmap(page, 'resnet50/teapot&on=gelu');
		await expect(page.getByRole('alert')).toContainText('“teapot” is no step');
		await expect(page.getByRole('switch', { name: 'ReLU → GELU' })).toBeChecked();
	});

	await test.step('a link in the text lights up the part of the picture that it speaks of', async () => {
		await openRoadmap(page, 'resnet50/depthwise');
		await page
			.getByRole('article', { name: 'Step' })
			.getByRole('button', { name: 'depthwise convolution', exact: true })
			.click();
		const node = page.getByRole('button', { name: /^3 × 3 depthwise 256, depthwise, replaced/ });
		await expect(node).toHaveAttribute('aria-pressed', 'true');
		await expect(page.getByText('layer3.8.conv2').first()).toBeAttached();
	});

	await test.step('a step is guessed before it is shown, and the guess is kept', async () => {
		await openRoadmap(page, 'resnet50/depthwise&predict');
		await expect(row(page, 'depthwise conv')).not.toContainText('78.28');
		await expect(page.getByText('points down')).toHaveCount(0);
		const guess = page.getByRole('form', { name: 'Guess first' });
		await guess.getByRole('slider', { name: 'MACs' }).fill('-50');
		await guess.getByRole('slider', { name: 'Params' }).fill('10');
		await guess.getByRole('slider', { name: 'Top-1' }).fill('-1');
		await guess.getByRole('button', { name: 'Reveal' }).click();
		const told = page.getByRole('status', { name: 'Your guess' });
		await expect(told).toContainText('2 of 3 directions right');
		await expect(told).toContainText('you −50.0%, it is −46.8%');
		await expect(row(page, 'depthwise conv')).toContainText('78.28');

		await page.reload();
		await expect(told).toContainText('2 of 3 directions right');
		await page.getByRole('button', { name: 'Guess again' }).click();
		await expect(guess).toBeVisible();
	});

	await test.step('decisions are switched out of order, and the link brings them back', async () => {
		await openRoadmap(page, 'resnet50/baseline');
		await page.getByRole('switch', { name: 'BN → LN' }).check();
		await expect(heading(page, 'Your combination')).toBeVisible();
		await expect(
			page.getByText('This combination of decisions was never in the paper')
		).toBeVisible();
		await page.getByRole('switch', { name: 'depthwise moved up' }).check();
		await expect(page.getByRole('switch', { name: 'inverting dimensions' })).toBeChecked();
		await page.getByRole('radio', { name: '11', exact: true }).check();
		await expect(page).toHaveURL(/#resnet50\/baseline&on=inverted,move-up,kernel-11,layer-norm$/);

		await page.reload();
		await expect(heading(page, 'Your combination')).toBeVisible();
		await expect(page.getByRole('radio', { name: '11', exact: true })).toBeChecked();
		await page.getByRole('button', { name: 'Back to “baseline”' }).click();
		await expect(heading(page, 'ResNet-50, trained anew')).toBeVisible();

		await page.getByRole('switch', { name: 'stage ratio' }).check();
		await expect(heading(page, 'Stage ratio')).toBeVisible();
	});

	await test.step('and its block opens there as a line that can be edited, with the same figures', async () => {
		await openRoadmap(page, 'resnet50/layer-norm');
		const step = page.getByRole('region', { name: 'The block as a line' });
		await step.getByRole('link', { name: 'Edit this block' }).click();
		await expect(page.getByRole('textbox', { name: 'this part as a line' })).toHaveValue(
			'add(dw7 stride=S, ln, linear 4C, gelu, linear C | project(pw C stride=S nobias, ln first))'
		);
		await expect(page.getByRole('group', { name: 'Block, to be edited' })).toBeVisible();
		await expect(metric(page, 'MACs', '4,145,612,928')).toBeVisible();
	});
});

test('a step whose address was typed opens in the workspace, and the way back leads to it', async ({
	page
}) => {
	await openRoadmap(page);
	await openRoadmap(page, 'resnet50/inverted');
	await expect(heading(page, 'Inverting dimensions')).toBeVisible();
	await page.getByRole('link', { name: 'Open in the workspace' }).click();
	await expect(metric(page, 'MACs', '4,644,406,272')).toBeVisible();
	await page.goBack();
	await expect(heading(page, 'Inverting dimensions')).toBeVisible();

	// The workspace still has the step.
	await page.getByRole('link', { name: 'Explore', exact: true }).click();
	await expect(metric(page, 'MACs', '4,644,406,272')).toBeVisible();
	await page.getByRole('link', { name: 'Roadmap' }).click();
	await expect(heading(page, 'Inverting dimensions')).toBeVisible();
});

test('a lesson asks its question and keeps what it locks', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openRoadmap(page, 'resnet50/width');
	await page.getByLabel('the regime').check();
	await page.getByLabel('the step').check();
	await page.getByLabel('Question for the students').fill('Why do MACs & params double?');
	await page.getByRole('button', { name: 'Copy lesson link' }).click();
	await expect(page.getByText('Link copied.')).toBeVisible();
	const address = await page.evaluate(() => navigator.clipboard.readText());

	const student = await context.newPage();
	await student.goto(address);
	await expect(student.getByText('Why do MACs & params double?')).toBeVisible();
	await expect(student.getByText('This lesson locks: regime, step.')).toBeVisible();
	await student.keyboard.press('ArrowRight');
	await expect(heading(student, 'Increase width')).toBeVisible();
	await expect(student.getByRole('button', { name: 'Next', exact: true })).toBeDisabled();
	await expect(student.getByRole('radio', { name: 'ResNet-200 / Swin-B' })).toBeDisabled();
});

test('steps run live until they are cancelled, and are kept and exported', async ({ page }) => {
	await test.step('three steps run live, are set beside their MACs, kept for the visit and exported', async () => {
		await openRoadmap(page, 'resnet50/patchify');
		await page.getByLabel('input').selectOption('64');
		// Not the one that would be taken without a choice, and without shaders, which a processor compiles for minutes.
		await page.getByLabel('backend').selectOption('cpu');
		await page.getByLabel('runs', { exact: true }).fill('1');
		await page.getByLabel('each layer').uncheck();
		await page.getByRole('button', { name: /^Run 3 from/ }).click();
		await expect(page.getByText('Step 1 of 3: patchify stem')).toBeVisible();
		const measured = page.getByRole('region', { name: 'Measured on this device' });
		const steps = ['patchify stem', 'depthwise conv', 'increase width'];
		for (const step of steps)
			await expect(measured.getByRole('row', { name: step })).toContainText(/\d (ms|s|µs)/);

		const download = page.waitForEvent('download');
		await page.getByRole('button', { name: 'Export JSON' }).click();
		const path = await (await download).path();
		const saved = JSON.parse(readFileSync(path, 'utf8'));
		expect(saved.steps.map(({ step }: { step: string }) => step)).toEqual(steps);
		expect(saved.steps[1].report.backend).toBe('cpu');

		await page.reload();
		await page.getByLabel('input').selectOption('64');
		await expect(measured.getByRole('row', { name: 'increase width' })).toBeVisible();
	});

	await test.step('a run of the roadmap stops when it is cancelled', async () => {
		await openRoadmap(page, 'resnet50/baseline');
		await page.getByLabel('input').selectOption('64');
		await page.getByLabel('backend').selectOption('cpu');
		await page.getByRole('button', { name: 'Run the whole roadmap' }).click();
		await page.getByRole('button', { name: 'Cancel' }).click();
		await expect(page.getByText('Cancelled.')).toBeVisible();
		await expect(page.getByRole('button', { name: 'Run the whole roadmap' })).toBeVisible();
	});
});

test.describe('with reduced motion', () => {
	test.use({ reducedMotion: 'reduce' });

	test('a step is shown at once and whole; axe finds nothing, and nothing is wider than the page', async ({
		page
	}) => {
		await openRoadmap(page, 'resnet50/kernel-7');
		await page.keyboard.press('ArrowRight');
		await expect(page.getByText('tried, not kept').first()).toBeVisible();
		const bar = row(page, 'kernel size → 9').locator('.bar');
		expect(await bar.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe(
			'0s'
		);

		const sizes = [1440, 390].map((width) => ({ width, height: 900 }));
		for (const [place, shown] of [
			['resnet50/layer-norm', 'Table 10 prints 4.46 here; the count is 4.15.'],
			['resnet200/kernel-9&on=gelu', 'This combination of decisions was never in the paper'],
			['resnet50/depthwise&predict&lock=step&ask=Why?', 'This lesson locks: step.']
		] as const)
			await test.step(place, async () => {
				await openRoadmap(page, place);
				await expect(page.getByText(shown)).toBeVisible();
				expect(await findingsInAll(page, sizes)).toEqual([]);
				expect(await surpluses(page, sizes)).toEqual([0, 0]);
			});
	});
});

test('printing gives a handout with every step', async ({ page }) => {
	await openRoadmap(page, 'resnet50/width');
	await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
	await page.emulateMedia({ media: 'print' });
	for (const title of ['1. Stage ratio', '15. Separate downsampling (ConvNeXt)'])
		await expect(page.getByRole('heading', { name: title })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
	await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
	await expect(page.getByRole('heading', { name: '1. Stage ratio' })).toHaveCount(0);
});

test('what a norm, an activation and a kernel do to features is seen on the same picture, in one click', async ({
	page
}) => {
	await openRoadmap(page);
	const part = page.getByRole('region', { name: 'What three decisions do to features' });
	await expect(part).toContainText('deterministic, not trained');
	await part.getByRole('button', { name: 'See both on the same picture' }).click();
	const side = (name: string) => part.getByRole('region', { name: `Features of ${name}` });
	await expect(side('BatchNorm')).toContainText('stages.2.blocks.2.norm');
	await expect(side('LayerNorm').getByRole('application')).toHaveAttribute(
		'aria-label',
		/^Channel \d+, 14 by 14 cells/
	);

	await part.getByRole('radio', { name: 'ReLU and GELU' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(part).toContainText('49 places of one channel');
	await part.getByRole('button', { name: 'Stop' }).click();
	await expect(part.getByRole('button', { name: 'Look into all' })).toBeVisible();
	await part.getByRole('radio', { name: 'ReLU and GELU' }).check();
	await expect(side('GELU').getByText('Save as PNG')).toBeVisible();
	await expect(side('ReLU')).toContainText('dead channels');
	expect(await findings(page)).toEqual([]);
});

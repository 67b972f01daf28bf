import { chromium, type Page } from 'playwright';
import { launchOptions } from '../browser.js';
import { serve } from '../serve.js';
import { timingOf } from './measure.ts';

/** Designs in a second, median of several sets. */
export type Drawing = Readonly<{ one: number; all: number; cores: number }>;

const SET =
	'convnext_tiny;depths.each=1..18..1;widths.double=48..144..8;kernels.each=3..11..2;expansions.all=2..6..1;n=10000;seed=1';
const ROUNDS = 5;

/** Draws the next seed's set in the page, and reads what it says of it. */
async function drawNext(page: Page, workers: number): Promise<number> {
	await page.getByLabel('workers').selectOption(String(workers));
	const seed = await page.getByLabel('seed', { exact: true }).inputValue();
	await page.getByRole('button', { name: 'Next seed' }).click();
	await page.waitForURL(new RegExp(`seed=${Number(seed) + 1}$`));
	await page.locator('[data-drawing=false]').waitFor({ timeout: 120_000 });
	const text = (await page.getByRole('status', { name: 'the set' }).textContent()) ?? '';
	const [, designs = '', seconds = ''] = /([\d,]+) designs from .+ in ([\d.]+) s/.exec(text) ?? [];
	return Number(designs.replaceAll(',', '')) / Number(seconds);
}

/** Draws whole sets with all figures in the built page, one worker and all cores in turns. */
export async function drawingRates(): Promise<Drawing> {
	const { url, close } = await serve({ port: 0 });
	const browser = await chromium.launch(launchOptions());
	try {
		const page = await browser.newPage();
		await page.goto(`${url}space/#${SET}`);
		await page.locator('[data-ready=true][data-drawing=false]').waitFor({ timeout: 120_000 });
		const cores = await page.evaluate(() => navigator.hardwareConcurrency);
		await drawNext(page, cores);
		const rates: Record<'one' | 'all', number[]> = { one: [], all: [] };
		for (let round = 0; round < ROUNDS; round++) {
			rates.one.push(await drawNext(page, 1));
			rates.all.push(await drawNext(page, cores));
		}
		return { one: timingOf(rates.one).median, all: timingOf(rates.all).median, cores };
	} finally {
		await browser.close();
		await close();
	}
}

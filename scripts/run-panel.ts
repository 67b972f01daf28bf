import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type Locator, type Page } from 'playwright';
import type { Design } from '../src/lib/arch/design.ts';
import type { BackendName } from '../src/lib/runtimes/backends.ts';
import type { RunPrecision } from '../src/lib/count/run-precision.ts';
import type { RunReport } from '../src/lib/benchmark/report/report.ts';
import type { Kernels } from '../src/lib/runtimes/kernel-sets.ts';
import { asItComes, printLink } from '../src/lib/share/link.ts';
import { ensureBrowser, launchOptions } from './browser.js';
import { ensureBuilt } from './build.js';
import { serve } from './serve.js';

/** How often the page is asked what it does, ms. */
const LOOK_EVERY = 250;

/** A file of weights, or a shard, or what lies beside it, and the name that the page is to know. */
export type WeightsFile = Readonly<{ name: string; path: string }>;

export type RunOptions = Readonly<{
	design: Design;
	backend: BackendName | null;
	kernels: Kernels;
	/** `f32` without it. */
	precision?: RunPrecision;
	runs: number;
	layers: boolean;
	/** Files of weights to open before, together. */
	checkpoint?: readonly WeightsFile[];
}>;

/** Opens files of weights, as a person would. @throws Error with what the page says against it */
async function openWeights(page: Page, files: readonly WeightsFile[]) {
	const panel = page.getByRole('region', { name: 'Run this network' });
	// The page knows a file by its name, and the folder of weights by their hashes.
	const folder = mkdtempSync(join(tmpdir(), 'weights-'));
	// A run reads them as well, when the page asks for them.
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	for (const { name, path } of files) symlinkSync(path, join(folder, name));
	await panel
		.getByLabel('Open checkpoint')
		.setInputFiles(files.map(({ name }) => join(folder, name)));
	const opened = panel.getByText(/: \d+ tensors, /);
	const refused = panel.getByRole('alert');
	await opened.or(refused).first().waitFor();
	if (await refused.isVisible()) throw new Error(await refused.innerText());
}

/** Opens what says how a network is run. */
export async function openSettings(page: Page): Promise<Locator> {
	const panel = page.getByRole('region', { name: 'Run this network' });
	await panel.getByRole('button', { name: /, \d+ runs?$/ }).click();
	return panel.getByRole('dialog', { name: 'How it is run' });
}

/** Chooses in a list what may be disabled there. */
const choose = (select: Locator, option: string): Promise<void> =>
	select.evaluate((element, value) => {
		if (!(element instanceof HTMLSelectElement)) return;
		element.value = value;
		element.dispatchEvent(new Event('change', { bubbles: true }));
	}, option);

/** Fills in the Run panel and presses Run, as a person would. */
async function pressRun(
	page: Page,
	{ backend, kernels, precision = 'f32', runs, layers }: RunOptions
): Promise<void> {
	const panel = page.getByRole('region', { name: 'Run this network' });
	const settings = await openSettings(page);
	const select = settings.getByLabel('backend');
	// The panel says what each backend is once it has looked.
	await select.locator('option', { hasText: ',' }).first().waitFor({ state: 'attached' });
	// A person cannot choose what is not there; a command may ask, and the report says what ran.
	await choose(select, backend ?? '');
	await settings.getByLabel('kernels').selectOption(kernels);
	await choose(settings.getByLabel('precision'), precision);
	await settings.getByLabel('runs', { exact: true }).fill(String(runs));
	await settings.getByLabel('each layer').setChecked(layers);
	await page.keyboard.press('Escape');
	await settings.waitFor({ state: 'hidden' });
	await panel.getByRole('button', { name: 'Run', exact: true }).click();
}

/** Tells on stderr what the page does until it is done, and reads the report it offers for download. */
async function awaitReport(page: Page): Promise<RunReport> {
	const panel = page.getByRole('region', { name: 'Run this network' });
	const more = panel.getByRole('button', { name: 'More', exact: true });
	const failure = panel.getByRole('alert');
	const permit = panel.getByRole('button', { name: 'Run all the same' });
	const phase = panel.getByRole('status');
	let printed = '';
	while (!(await more.isVisible())) {
		// Read as they are: what is there may be gone a moment later.
		const [failed] = await failure.allInnerTexts();
		// Who gives the command has asked for the memory that it takes.
		if (await permit.isVisible()) await permit.click();
		else if (failed !== undefined) throw new Error(failed);
		const [now = ''] = await phase.allInnerTexts();
		if (now !== printed && now !== '') console.error(now);
		printed = now;
		await page.waitForTimeout(LOOK_EVERY);
	}
	await more.click();
	const button = page
		.getByRole('dialog', { name: 'This run' })
		.getByRole('button', { name: 'Download' });
	const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
	return JSON.parse(readFileSync(await file.path(), 'utf8')) as RunReport;
}

/** The option by which a person permits a command to install a browser, for `parseArgs`. */
export const installOption = { install: { type: 'boolean', default: false } } as const;

/**
 * Opens the built app in a browser for as long as `work` takes.
 *
 * @throws Error where there is no browser, and none may be installed
 */
export async function withPage<T>(
	permitted: { install: boolean },
	work: (page: Page, url: string) => Promise<T>
): Promise<T> {
	ensureBrowser(permitted);
	ensureBuilt();
	const server = await serve({ port: 0 });
	const browser = await chromium.launch(launchOptions());
	try {
		return await work(await browser.newPage(), server.url);
	} finally {
		await browser.close();
		await server.close();
	}
}

/** Runs a network through the page's own Run panel, from a fresh page. */
export async function runOn(page: Page, url: string, options: RunOptions): Promise<RunReport> {
	// From elsewhere: a new fragment alone would not load the page again.
	await page.goto('about:blank');
	await page.goto(`${url}#${printLink({ ...asItComes, design: options.design })}`);
	if (options.checkpoint?.length) await openWeights(page, options.checkpoint);
	await pressRun(page, options);
	return awaitReport(page);
}

// Prints how far predictions are off on presets that the fit has not seen.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import { BACKENDS, isBackendName, type BackendName } from '../src/lib/runtimes/backends.ts';
import { measurementsIn, type Calibration } from '../src/lib/predict/calibration.ts';
import { errorOf, isWithin, type Checked } from '../src/lib/predict/verdict.ts';
import { milliseconds } from '../src/lib/kit/format.ts';
import { bandText, tellSpread, noiseText } from '../src/lib/view/predict/prediction-text.ts';
import { helpOption, runCommand, UsageError } from './run-command.ts';
import { installOption, openSettings, withPage } from './run-panel.ts';
import { textTable } from './text-table.ts';

const BACKENDS_TRIED: readonly BackendName[] = ['webgpu', 'wasm'];

/** The longest that all presets may take on one backend, ms. */
const PATIENCE = 600_000;

type Saved = Readonly<{ calibration: Calibration; checked: readonly Checked[] }>;

/** Predicts one design, then has the page check its presets, as a person would. */
async function checkOn(page: Page, url: string, backend: BackendName): Promise<Saved> {
	await page.goto('about:blank');
	await page.goto(`${url}#convnext_atto`);
	const panel = page.getByRole('region', { name: 'Run this network' });
	const settings = await openSettings(page);
	const select = settings.getByLabel('backend');
	await select.locator('option', { hasText: ',' }).first().waitFor({ state: 'attached' });
	await select.selectOption(backend);
	await page.keyboard.press('Escape');
	await panel.getByRole('button', { name: 'Tools', exact: true }).click();
	await panel.getByRole('button', { name: 'Predict time', exact: true }).click();
	const details = panel.getByRole('button', { name: 'Layers and checks' });
	const failure = panel.getByRole('alert');
	await details.or(failure).first().waitFor({ timeout: PATIENCE });
	if (await failure.isVisible()) throw new Error(await failure.innerText());
	await details.click();
	await page.getByRole('button', { name: 'Check on presets' }).click();
	const save = page.getByRole('button', { name: 'Download JSON' });
	await save.or(failure).first().waitFor({ timeout: PATIENCE });
	if (await failure.isVisible()) throw new Error(await failure.innerText());
	const [file] = await Promise.all([page.waitForEvent('download'), save.click()]);
	return JSON.parse(readFileSync(await file.path(), 'utf8')) as Saved;
}

const row = (one: Checked): readonly string[] => {
	const error = errorOf(one);
	return [
		one.design,
		milliseconds(one.predicted.ms),
		bandText(one.predicted),
		`${milliseconds(one.measuredMs)} (${one.runs} runs)`,
		`${error < 0 ? '−' : '+'}${Math.abs(100 * error).toFixed(1)}%`,
		isWithin(one) ? 'yes' : 'no'
	];
};

const USAGE = `bench:predict [BACKEND ...] [--install]

Predicts presets that the fit has not seen, measures them, and prints how far off the predictions are.
backends: ${BACKENDS.join(', ')}; by default ${BACKENDS_TRIED.join(', ')}
--install permits to install a browser where there is none.`;

await runCommand(async () => {
	const { values, positionals: named } = parseArgs({
		allowPositionals: true,
		options: { ...installOption, ...helpOption }
	});
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const unknown = named.find((name) => !isBackendName(name));
	if (unknown !== undefined)
		throw new UsageError(`bench:predict ${unknown}: permitted are ${BACKENDS.join(', ')}`);
	const backends = named.length > 0 ? named.filter(isBackendName) : BACKENDS_TRIED;
	console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, batch 1, our kernels`);
	await withPage(values, async (page, url) => {
		for (const backend of backends) {
			const { calibration, checked } = await checkOn(page, url, backend);
			const seconds = (calibration.spentMs / 1000).toFixed(0);
			console.log(
				`\n${calibration.backendLabel}: ${measurementsIn(calibration)} kernel calls of ${Object.keys(calibration.fits).length} kinds measured in ${seconds} s`
			);
			console.log(
				textTable(
					[
						'network, not in the fit',
						'predicted',
						'band',
						'measured, median',
						'error',
						'in the band'
					],
					checked.map(row),
					[0]
				)
			);
			console.log([tellSpread(checked), noiseText(calibration)].join('\n'));
		}
	});
});

import { test, type Page, type Worker } from '@playwright/test';
import fc from 'fast-check';
import { tries } from '../fuzz/property.ts';
import { expectAnswers, expectNoBlank, uncaughtIn } from './faults.ts';
import { drop } from './workspace.ts';

/** What a fault that is made here says of itself. */
const MADE = 'a fault that was made on purpose';

/** A moment of a person's walk; what is not there at the moment is passed by. */
type Move = (page: Page) => Promise<unknown>;

/** A click on what may be away, covered or disabled. */
const click = async (page: Page, role: 'button' | 'tab' | 'link', name: string | RegExp) => {
	const target = page.getByRole(role, { name }).first();
	if (!(await target.isVisible())) return;
	await target.click({ timeout: 300 }).catch(() => undefined);
};

const tab =
	(name: string): Move =>
	(page) =>
		click(page, 'tab', name);
const press =
	(name: string | RegExp): Move =>
	(page) =>
		click(page, 'button', name);
const visit =
	(name: string): Move =>
	(page) =>
		click(page, 'link', name);

const TABS = [
	...['By stage', 'By kind', 'All layers', 'Ways of counting', 'Memory'],
	...['Roofline', 'Training', 'One step', 'Side by side', 'The map']
];
const PAGES = ['Explore', 'Space', 'Roadmap', 'Compare'];

const moves: Readonly<Record<string, Move>> = {
	...Object.fromEntries(TABS.map((name) => [`tab ${name}`, tab(name)])),
	...Object.fromEntries(PAGES.map((name) => [`page ${name}`, visit(name)])),
	run: press('Run'),
	'run to the end': async (page) => {
		await press('Run')(page);
		const end = page.getByText(/then .+ a pass/).or(page.getByRole('alert'));
		await end
			.first()
			.waitFor({ timeout: 5000 })
			.catch(() => undefined);
	},
	cancel: press(/^(Stop|Cancel)$/),
	tools: press('Tools'),
	predict: press(/^Predict/),
	undo: press('Undo'),
	export: press('Export'),
	again: press('Try again'),
	theme: press(/theme/i),
	close: (page) => page.keyboard.press('Escape'),
	next: (page) => page.keyboard.press('ArrowRight'),
	link: (page) =>
		page.evaluate(() => void (location.hash = 'convnext_atto&input=32&depths=1,1,2,1')),
	'drop weights': (page) => drop(page, 'a.safetensors', '{}'),
	'drop design': (page) => drop(page, 'a.json', '{"app":"ConvNeXt Explorer"}')
};

/** In each worker, so that its devices can be lost. */
function keepDevices(): void {
	const kept: GPUDevice[] = [];
	Object.assign(globalThis, { kept });
	if (typeof GPUAdapter === 'undefined') return;
	const { requestDevice } = GPUAdapter.prototype;
	GPUAdapter.prototype.requestDevice = async function (...asked) {
		const device = await requestDevice.apply(this, asked);
		kept.push(device);
		return device;
	};
}

/** Of a worker that ends meanwhile, nothing more is heard. */
const inWorkers = (page: Page, task: (worker: Worker) => Promise<unknown>) =>
	Promise.all(
		page.workers().map((worker) => {
			const closed = new Promise((resolve) => worker.once('close', resolve));
			return Promise.race([closed, task(worker).catch(() => undefined)]);
		})
	);

const faults: Readonly<Record<string, Move>> = {
	'no network': (page) => page.context().setOffline(true),
	network: (page) => page.context().setOffline(false),
	'no chunk': (page) => page.route('**/_app/immutable/**', (route) => route.abort(), { times: 1 }),
	'broken chunk': (page) =>
		page.route('**/_app/immutable/**', (route) => route.fulfill({ status: 500 }), { times: 1 }),
	'worker crashes': (page) =>
		inWorkers(page, (worker) =>
			worker.evaluate((message) => {
				setTimeout(() => {
					throw new Error(message);
				});
			}, MADE)
		),
	'worker ends': (page) => inWorkers(page, (worker) => worker.evaluate(() => self.close())),
	'device lost': (page) =>
		inWorkers(page, (worker) =>
			worker.evaluate(() => {
				const { kept } = globalThis as unknown as Readonly<{ kept?: readonly GPUDevice[] }>;
				for (const device of kept ?? []) device.destroy();
			})
		),
	'storage full': (page) =>
		page.evaluate(() => {
			Storage.prototype.setItem = () => {
				throw new DOMException('full', 'QuotaExceededError');
			};
		}),
	'storage forbidden': (page) =>
		page.evaluate(() => {
			for (const name of ['localStorage', 'sessionStorage', 'caches'])
				Object.defineProperty(globalThis, name, {
					configurable: true,
					get: () => {
						throw new DOMException('forbidden', 'SecurityError');
					}
				});
		}),
	'storage gone': (page) =>
		page.evaluate(() => Storage.prototype.clear.call(localStorage)).catch(() => undefined)
};

const all = { ...moves, ...faults };

/** A walk, with a fault at about every third of its steps. */
const walk = fc.array(
	fc.oneof(
		{ weight: 2, arbitrary: fc.constantFrom(...Object.keys(moves)) },
		{ weight: 1, arbitrary: fc.constantFrom(...Object.keys(faults)) }
	),
	{ minLength: 8, maxLength: 24 }
);

/** What lasts as long as the page: the next walk needs another one. */
const LASTS = ['storage full', 'storage forbidden'];

/** All that was taken away is there again, apart from what lasts. */
async function restore(page: Page): Promise<void> {
	await page.unrouteAll({ behavior: 'ignoreErrors' });
	await page.context().setOffline(false);
}

test('whatever fails on a walk through the panels, the page still answers and none is blank', async ({
	page
}) => {
	const uncaught: readonly string[] = uncaughtIn(page, new RegExp(MADE));
	page.on('worker', (worker) => void worker.evaluate(keepDevices).catch(() => undefined));
	// A walk goes on where the one before it ended, which leaves more behind than a page that is new.
	let reusable = false;
	await tries(
		'walks',
		walk,
		async (steps) => {
			if (!reusable) {
				await page.goto('/#convnext_atto&input=32');
				await page.reload();
				await page.locator('[data-ready=true]').waitFor();
			}
			reusable = !steps.some((step) => LASTS.includes(step));
			for (const step of steps) await all[step]?.(page);
			await expectNoBlank(page);
			await restore(page);
			await page.keyboard.press('Escape');
			// A page that did not come has a way back, and every other one has its links.
			const back = page.getByRole('link', { name: /^(Explore|Back to the workspace)$/ }).first();
			await back.click();
			await page.locator('.editor').waitFor();
			await expectNoBlank(page);
			await expectAnswers(page);
			if (uncaught.length > 0) throw new Error(uncaught.join('; '));
		},
		2,
		false
	);
});

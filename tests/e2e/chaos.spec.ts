import { test, type Page, type Worker } from '@playwright/test';
import fc from 'fast-check';
import { DETAIL_TABS } from '../../src/lib/view/details/tabs.ts';
import { tries } from '../fuzz/property.ts';
import { expectAnswers, expectNoBlank, uncaughtIn } from './faults.ts';
import { drop } from './workspace.ts';

// Nothing but this machine is there: weights of the hub and the like do not come.
test.use({
	reducedMotion: 'no-preference',
	launchOptions: async ({ launchOptions }, use) => {
		const args = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'];
		await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
	}
});

/** What a fault that is made here says of itself. */
const MADE = 'a fault that was made on purpose';

/**
 * A moment of a person's walk; what is not there at the moment is passed by.
 * Where it may be any of several things, `share` says which, from 0 to 1.
 */
type Move = (page: Page, share: number) => Promise<unknown>;

/** What is to be clicked may be away, covered or disabled; it may also be a page that is on its way out. */
const tried = (action: Promise<unknown>): Promise<unknown> => action.catch(() => undefined);
const SOON = { timeout: 300 };

const click = async (page: Page, role: 'button' | 'tab' | 'link', name: string | RegExp) => {
	const target = page.getByRole(role, { name }).and(page.locator(':visible')).first();
	if (await target.isVisible()) await tried(target.click(SOON));
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
const key =
	(name: string): Move =>
	(page) =>
		page.keyboard.press(name);
const link =
	(hash: string): Move =>
	(page) =>
		page.evaluate((next) => void (location.hash = next), hash);
const file =
	(name: string, text: string): Move =>
	(page) =>
		drop(page, name, text);

/** One of all that is in view and like this. */
const anyOf = async (page: Page, selector: string, share: number) => {
	const all = page.locator(`:is(${selector}):visible`);
	return all.nth(Math.min(Math.floor(share * (await all.count())), (await all.count()) - 1));
};

const DETAILS = DETAIL_TABS.map(([key, label]) => (key === 'inside' ? [] : label)).flat();
const TABS = [...DETAILS, 'Side by side', 'The map'];
const LOOKS = ['Features', 'Evidence', 'Attention', 'Weights', 'Receptive fields', 'Lesions'];
const PAGES = ['Explore', 'Space', 'Roadmap', 'Compare', 'About'];

/** What opens panels, begins jobs and ends them; what may stand in several places is asked for by its name. */
const BUTTONS: Readonly<Record<string, string | RegExp>> = {
	run: 'Run',
	cancel: /^(Stop|Cancel)$/,
	'run settings': /, \d+ runs?$/,
	tools: 'Tools',
	more: /^(More|Layers and checks)$/,
	reports: 'Run reports',
	predict: /^(Predict time|Measure and predict)/,
	sweep: /sweep/,
	peaks: /^Measure/,
	pretrained: 'Get pretrained weights',
	camera: 'Camera',
	'save weights': 'Save weights',
	'bring your own': 'Bring your own',
	undo: 'Undo',
	redo: 'Redo',
	export: 'Export',
	share: 'Share',
	lesson: /^(Make a lesson of it|Leave the lesson)/,
	presets: /^ConvNeXt-/,
	papers: 'From papers',
	line: 'Edit as a line',
	block: 'Edit this block',
	insert: /^(\+|Insert)/,
	again: 'Try again',
	theme: /theme/i,
	'look inside': /^(Look inside|Look into all|Open)$/,
	fields: /^(Measure every stage|Kernels )/,
	lesions: 'Measure without each block',
	time: /^(Time them|Run these|Run your)/,
	add: /^Add/,
	draw: /^(Draw|Next seed)/,
	concept: /^Try it/,
	next: 'Next'
};

const moves: Readonly<Record<string, Move>> = {
	...Object.fromEntries(TABS.map((name) => [`tab ${name}`, tab(name)])),
	...Object.fromEntries(
		LOOKS.map((name) => [
			`look at ${name}`,
			async (page, share) => {
				await tab('Look inside')(page, share);
				await tab(name)(page, share);
				await press('Look inside')(page, share);
			}
		])
	),
	...Object.fromEntries(PAGES.map((name) => [`page ${name}`, visit(name)])),
	...Object.fromEntries(Object.entries(BUTTONS).map(([name, said]) => [name, press(said)])),
	'run to the end': async (page, share) => {
		await press('Run')(page, share);
		const end = page.getByText(/then .+ a pass/).or(page.getByRole('alert'));
		await tried(end.first().waitFor({ timeout: 3000 }));
	},
	'any button': async (page, share) =>
		tried((await anyOf(page, 'button, summary, [role=tab]', share)).click(SOON)),
	'any box': async (page, share) =>
		tried((await anyOf(page, 'input[type=checkbox], input[type=radio]', share)).click(SOON)),
	'any choice': async (page, share) => {
		const choice = await anyOf(page, 'select', share);
		const count = await choice.locator('option').count();
		if (count > 0) await tried(choice.selectOption({ index: Math.floor(share * count) }, SOON));
	},
	'any text': async (page, share) => {
		const field = await anyOf(page, 'input:not([type]), input[type=text], textarea', share);
		await tried(field.fill('7', SOON));
		await tried(field.press('Enter', SOON));
	},
	close: key('Escape'),
	palette: key('Control+k'),
	keys: key('?'),
	'next layer': key('ArrowRight'),
	enter: key('Enter'),
	link: link('convnext_atto&input=32&depths=1,1,2,1'),
	'link of attention': link('vit_tiny_patch16_224&input=32&depth=1&classes=10'),
	'link of lines': link('custom:convnext_atto&input=32'),
	'link of a lesson': link('resnet18&input=32&ask=Why%3F&lock=depths&goal=macs:..4'),
	'drop weights': file('a.safetensors', '{}'),
	'drop design': file('a.json', '{"app":"ConvNeXt Explorer"}'),
	'drop names': file('classes.txt', 'cat\ndog'),
	'drop picture': (page) =>
		page.evaluate(async () => {
			const drawn = await new OffscreenCanvas(32, 32).getContext('2d')?.canvas.convertToBlob();
			const dataTransfer = new DataTransfer();
			dataTransfer.items.add(new File(drawn ? [drawn] : [], 'a.png', { type: 'image/png' }));
			document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
		})
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

/** A thread of WebAssembly may sleep in the middle of its work: whether it hears is not waited for. */
const isThread = (worker: Worker): boolean => /^blob:|\/thread-worker/.test(worker.url());

/** Of a worker that ends meanwhile, nothing more is heard. */
const inWorkers = (page: Page, task: (worker: Worker) => Promise<unknown>) =>
	Promise.all(
		page.workers().map((worker) => {
			const closed = new Promise((resolve) => worker.once('close', resolve));
			const heard = Promise.race([closed, task(worker).catch(() => undefined)]);
			return isThread(worker) ? Promise.resolve() : heard;
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
	'storage gone': (page) => tried(page.evaluate(() => Storage.prototype.clear.call(localStorage)))
};

const all = { ...moves, ...faults };

type Step = Readonly<{ does: string; share: number }>;

const step = (names: readonly string[]): fc.Arbitrary<Step> =>
	fc
		.tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 999 }))
		.map(([does, thousandths]) => ({ does, share: thousandths / 1000 }));

/** A walk, with a fault at about every third of its steps. Some begin on a page that has loaded nothing yet. */
const walk = fc.record({
	isNew: fc.boolean(),
	steps: fc.array(
		fc.oneof(
			{ weight: 2, arbitrary: step(Object.keys(moves)) },
			{ weight: 1, arbitrary: step(Object.keys(faults)) }
		),
		{ minLength: 8, maxLength: 24 }
	)
});

/** What lasts as long as the page: the next walk needs another one. */
const LASTS = ['storage full', 'storage forbidden'];

/** All that was taken away is there again, apart from what lasts. */
async function restore(page: Page): Promise<void> {
	await page.unrouteAll({ behavior: 'ignoreErrors' });
	await page.context().setOffline(false);
}

/** Back in the workspace, in whatever state the walk has left the page. */
async function goBack(page: Page): Promise<void> {
	// A dialog or a menu over another takes one key each.
	for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
	// A page that did not come has a way back, and every other one has its links.
	await page
		.getByRole('link', { name: /^(Explore|Back to the workspace)$/ })
		.first()
		.click();
	await page.locator('.editor').waitFor();
	await page.evaluate(() => void (location.hash = 'convnext_atto&input=32'));
}

/** Walks beside each other: what one leaves behind in its browser does not hold up the other. */
for (const lane of [0, 1])
	test(`whatever fails on a walk through the panels, the page still answers and none is blank, lane ${lane}`, async ({
		page
	}) => {
		// However long a run of walks may be, a step of one that waits this long hangs.
		page.setDefaultTimeout(60_000);
		const uncaught: readonly string[] = uncaughtIn(page, new RegExp(MADE));
		page.on('worker', (worker) => void tried(worker.evaluate(keepDevices)));
		page.on('dialog', (dialog) => void tried(dialog.dismiss()));
		// A walk may go on where the one before it ended, which leaves more behind than a page that is new.
		let reusable = false;
		await tries(
			'walks',
			walk,
			async ({ isNew, steps }) => {
				if (isNew || !reusable) {
					await page.goto('/#convnext_atto&input=32');
					await page.reload();
					await page.locator('[data-ready=true]').waitFor();
				}
				reusable = !steps.some(({ does }) => LASTS.includes(does));
				for (const { does, share } of steps) await all[does]?.(page, share);
				await expectNoBlank(page);
				await restore(page);
				await goBack(page);
				await expectNoBlank(page);
				await expectAnswers(page);
				if (uncaught.length > 0) throw new Error(uncaught.join('; '));
			},
			1,
			{ shrinks: false, lane }
		);
	});

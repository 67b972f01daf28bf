import { expect, test, type Page } from '@playwright/test';
import fc from 'fast-check';
import '../all-families.ts';
import { presetNames } from '../../src/lib/arch/design.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import { readDesignFile } from '../../src/lib/share/design-file.ts';
import { readLink } from '../../src/lib/share/link.ts';
import { HEIGHT_MESSAGE, THEME_MESSAGE } from '../../src/lib/share/embed.ts';
import { readPlace } from '../../src/lib/share/roadmap-link.ts';
import { readSet } from '../../src/lib/share/set-link.ts';
import { readSpace } from '../../src/lib/share/space-link.ts';
import { designFile, reportFile } from '../fuzz/json-files.ts';
import { keptState } from '../fuzz/kept.ts';
import { designLink, roadmapLink, setLink, spaceLink, stepsOf } from '../fuzz/links.ts';
import { tries } from '../fuzz/property.ts';
import { oddText } from '../fuzz/texts.ts';
import { hostileJson } from '../hostile-json.ts';
import { drop } from './workspace.ts';
import { networkOfDesign } from '../networks.ts';
import { expectAnswers, expectNoBlank, expectNoMarkup, uncaughtIn } from './faults.ts';

/** Opens another link in a page that is there, as a person does who changes the address. */
const goTo = (page: Page, link: string): Promise<string> =>
	page.evaluate(async (next) => {
		const before = location.hash;
		const changed = new Promise((resolve) =>
			addEventListener('hashchange', resolve, { once: true })
		);
		location.hash = next;
		if (location.hash !== before) await changed;
		const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
		await frame();
		await frame();
		return location.hash;
	}, link);

const alerts = (page: Page) => page.getByRole('alert');
const shows = (page: Page, params: number) =>
	page.getByRole('button', { name: `, exactly ${params.toLocaleString('en')}; copy` }).first();

test('any link of a design is on screen as it was read, or told of, and undone', async ({
	page
}) => {
	const uncaught = uncaughtIn(page);
	await page.goto('/#resnet18');
	await page.locator('[data-ready=true]').waitFor();
	let before = 0;
	let step = 0;
	await tries(
		'links in the workspace',
		designLink(),
		async (link) => {
			const linked = readLink(await goTo(page, link), presetNames());
			const { design, problems } = linked;
			const { params } = sumLayers(networkOfDesign(design).layers);
			await expect(shows(page, params)).toBeVisible();
			if (problems.length > 0) await expect(alerts(page).first()).toBeVisible();
			await expectNoMarkup(page);
			if (step++ % 10 === 9 && before > 0) {
				const undo = async (name: 'Undo' | 'Redo') => {
					for (let i = 0; i < stepsOf(linked); i++)
						await page.getByRole('button', { name }).click();
				};
				await undo('Undo');
				await expect(shows(page, before)).toBeVisible();
				await undo('Redo');
				await expect(shows(page, params)).toBeVisible();
			}
			before = params;
			expect(uncaught).toEqual([]);
		},
		6,
		{ shrinks: false }
	);
	await goTo(page, 'resnet18');
	await expectAnswers(page);
});

const others = [
	['compare', setLink(), (link: string) => readSet(link).problems.length],
	['roadmap', roadmapLink(), (link: string) => readPlace(link).problems.length],
	['space', spaceLink(), (link: string) => readSpace(link).problems.length]
] as const;

for (const [path, links, problemsOf] of others) {
	test(`any link of /${path}/ is opened or told of`, async ({ page }) => {
		const uncaught = uncaughtIn(page);
		await page.goto(`/${path}/`);
		await page.locator('[data-ready=true]').waitFor();
		await tries(
			`links of /${path}/ in the page`,
			links,
			async (link) => {
				const hash = await goTo(page, link);
				if (problemsOf(hash) > 0) await expect(alerts(page).first()).toBeVisible();
				await expectNoMarkup(page);
				await expectNoBlank(page);
				expect(uncaught).toEqual([]);
			},
			6,
			{ shrinks: false }
		);
	});
}

test('whatever link and messages an embedded page is sent, it shows a design or tells of what it cannot', async ({
	page
}) => {
	const uncaught = uncaughtIn(page);
	// By itself it is its own parent.
	await page.goto('/embed/?editor=on');
	await page.locator('[data-ready=true]').waitFor();
	const type = fc.constantFrom<unknown>(THEME_MESSAGE, HEIGHT_MESSAGE, 'sveltekit:goto', null);
	const value = fc.oneof(hostileJson(), oddText());
	const message = fc.oneof(value, fc.record({ type, theme: value, height: value, data: value }));
	await tries(
		'links and messages of embedded pages',
		fc.tuple(designLink(), fc.array(message, { maxLength: 4 })),
		async ([link, messages]) => {
			await page.evaluate((all) => all.forEach((one) => postMessage(one, '*')), messages);
			const hash = await goTo(page, link);
			if (readLink(hash, presetNames()).problems.length > 0)
				await expect(alerts(page).first()).toBeVisible();
			await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
			await expectNoMarkup(page);
			await expectNoBlank(page);
			expect(uncaught).toEqual([]);
		},
		6,
		{ shrinks: false }
	);
});

async function dismissAll(page: Page): Promise<void> {
	const dismiss = page.getByRole('button', { name: 'dismiss' });
	while ((await dismiss.count()) > 0) await dismiss.first().click();
	await expect(alerts(page)).toHaveCount(0);
}

test('any file that is dropped is opened or told of', async ({ page }) => {
	const uncaught = uncaughtIn(page);
	await page.goto('/#resnet18');
	await page.locator('[data-ready=true]').waitFor();
	await tries(
		'files of designs in the page',
		designFile(),
		async (text) => {
			await dismissAll(page);
			await drop(page, 'design.json', text);
			const { design, problems } = readDesignFile(text);
			if (problems.length > 0) await expect(alerts(page).first()).toBeVisible();
			if (design)
				await expect(shows(page, sumLayers(networkOfDesign(design).layers).params)).toBeVisible();
			await expectNoMarkup(page);
			expect(uncaught).toEqual([]);
		},
		6,
		{ shrinks: false }
	);
	await goTo(page, 'resnet18');
	await tries(
		'run reports in the page',
		reportFile(),
		async (text) => {
			await drop(page, 'report.json', text);
			await page.getByRole('dialog', { name: 'Run reports' }).or(alerts(page)).first().waitFor();
			await expectNoMarkup(page);
			expect(uncaught).toEqual([]);
			await page.keyboard.press('Escape');
		},
		6,
		{ shrinks: false }
	);
	await goTo(page, 'resnet34');
	await expectAnswers(page);
});

test('whatever was kept, every page opens and answers', async ({ page }) => {
	const uncaught = uncaughtIn(page);
	await page.goto('/');
	await tries(
		'kept states in the page',
		keptState(),
		async (state) => {
			await page.evaluate((kept) => {
				for (const storage of [localStorage, sessionStorage]) {
					storage.clear();
					for (const [key, text] of Object.entries(kept)) storage.setItem(key, text);
				}
			}, state);
			for (const path of ['/roadmap/', '/compare/', '/space/#resnet18;n=2', '/']) {
				await page.goto(path);
				await page.locator('[data-ready=true]').waitFor();
				await expectNoMarkup(page);
				await expectNoBlank(page);
			}
			await expectAnswers(page);
			expect(uncaught).toEqual([]);
		},
		1,
		{ shrinks: false }
	);
});

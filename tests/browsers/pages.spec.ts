import { expect, test } from './journey.ts';
import { findings } from './axe.ts';
import { button, expectHash, openAt } from './workspace.ts';

test('designs are compared side by side, and stand on a map', async ({ app }) => {
	await openAt(app, 'compare/#convnext_tiny;resnet50&depths=3,3,9,3');
	await app.see(button(/exactly 28,628,520; copy/));
	await app.click({ role: 'tab', name: 'The map' });
	await app.see({ css: '[role=img][aria-label^=Map], svg[aria-label^=Map]' });
});

test('the roadmap is walked by keys', async ({ app }) => {
	await openAt(app, 'roadmap/#resnet50/layer-norm');
	await app.see({ role: 'heading', name: 'BN → LN' });
	await app.focus({ css: '[aria-current=step]' });
	await app.press('ArrowDown');
	await app.see({ role: 'heading', name: /^Separate downsampling/ });
	await expectHash(app, /#resnet50\/downsampling$/);
});

test('the same space is drawn in every browser', async ({ app }) => {
	await openAt(
		app,
		'space/#convnext_atto;depths.each=1..6..1;widths.double=16..48..8;kernels.all=3..9..2;n=400;seed=5'
	);
	await app.see({ css: '[data-ready=true][data-drawing=false]' });
	await app.reads({ role: 'status', name: 'the set' }, '400 designs from');
	const [first] = await app.of({ css: 'main table tbody tr' }, (rows) =>
		rows.map((row) => row.innerText.replace(/\s+/g, ' '))
	);
	expect(first).toMatch(/M/);
});

for (const [name, path] of [
	['workspace', '#convnext_tiny&vs=resnet50'],
	['roadmap', 'roadmap/#resnet50/layer-norm'],
	['comparison', 'compare/#convnext_tiny;resnet50'],
	['space', 'space/#convnext_atto;depths.each=1..6..1;n=200;seed=5'],
	['about', 'about/'],
	['embed', 'embed/#convnext_tiny']
] as const)
	test(`axe finds nothing on the page ${name}, in light and dark, wide and on a phone, and it fits`, async ({
		app
	}) => {
		await app.open(path);
		if (name !== 'about') await app.see({ css: '[data-ready=true]' });
		for (const size of [
			{ width: 1440, height: 900 },
			{ width: 390, height: 844 }
		]) {
			await app.resize(size);
			const surplus = await app.run(
				() => document.documentElement.scrollWidth - document.documentElement.clientWidth
			);
			expect(surplus, `wider than the window of ${String(size.width)} px by`).toBe(0);
			for (const theme of ['light', 'dark'] as const)
				expect(await findings(app, theme), `${String(size.width)} px, ${theme}`).toEqual([]);
		}
	});

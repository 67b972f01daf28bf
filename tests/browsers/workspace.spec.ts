import { DETAIL_TABS } from '../../src/lib/view/details/tabs.ts';
import { expect, test } from './journey.ts';
import { button, expectHash, field, metric, openWorkspace } from './workspace.ts';
import type { Target } from './finder.ts';

const PLOT: Target = { role: 'application', name: /^Network along one axis/ };
const INSPECTOR: Target = { role: 'region', name: 'Selected part' };

test('a person picks a network, edits it by fields, keys and sliders, and takes steps back', async ({
	app
}) => {
	await openWorkspace(app);
	await app.see(metric('Params', '28,589,128'));
	await app.click(button('ConvNeXt-T'));
	await app.see({ role: 'combobox', name: 'find a preset' });
	await app.type('resnet 50');
	await app.click({ role: 'option', name: /^ResNet-50 ?resnet50/ });
	await app.see(metric('Params', '25,557,032'));

	await app.fill(field('depth, stage 2'), '3');
	await app.fill(field('depth, stage 3'), '9');
	// PyTorch counts these for the second step of the paper's roadmap.
	await app.see(metric('Params', '28,628,520'));
	await app.see(metric('MACs', '4,525,916,160'));
	await app.press('Control+z');
	await app.press('Control+z');
	await app.see(metric('Params', '25,557,032'));

	await app.focus(field('depth, stage 3'));
	await app.press('ArrowUp');
	await expect.poll(() => app.value(field('depth, stage 3'))).toBe('7');
	await app.focus({ role: 'slider', name: 'depth, stage 3, slider' });
	await app.press('ArrowRight');
	await expect.poll(() => app.value(field('depth, stage 3'))).toBe('8');
});

test('a link opens a design, the address follows it, and what is wrong in it is named', async ({
	app
}) => {
	await openWorkspace(app, 'convnext_tiny&depths=3,3,27,3&vs=resnet50');
	await app.see(metric('Params', '50,223,688'));
	await app.see(button('baseline: ResNet-50'));
	await app.fill(field('width, stage 1'), '128');
	await expectHash(app, '#convnext_tiny&depths=3,3,27,3&widths=128,256,512,1024&vs=resnet50');
	await app.see(metric('Params', '88,591,464'));

	await openWorkspace(app, 'convnext_tiny&kernels=4&foo=1&classes=10');
	await app.reads({ role: 'alert' }, 'kernels: “4” is not permitted');
	await expect.poll(() => app.value(field('classes'))).toBe('10');
});

test('the picture is walked and zoomed, and a formula follows', async ({ app }) => {
	await openWorkspace(app);
	await app.reads(PLOT, 'stage 4');
	for (let i = 0; i < 5; i++) await app.click(button('Zoom in'));
	await expect.poll(() => app.text(PLOT)).not.toContain('stage 4');
	await app.click(button('Fit'));
	await app.reads(PLOT, 'stage 4');
	await app.focus(PLOT);
	for (let i = 0; i < 3; i++) await app.press('ArrowRight');
	await app.see(button('Clear the selection', INSPECTOR));
	await app.click({ role: 'tab', name: 'All layers' });
	await app.fill({ role: 'textbox', name: 'filter layers' }, 'stages.2.blocks.0.mlp.fc1');
	await app.click(button('stages.2.blocks.0.mlp.fc1'));
	// PyTorch: 14 × 14 positions, 384 to 1536 channels.
	await app.reads(INSPECTOR, '115,605,504');
});

test('every tab of figures opens', async ({ app }) => {
	await openWorkspace(app, 'convnext_tiny&vs=resnet50');
	for (const [, name] of DETAIL_TABS) {
		await app.click({ role: 'tab', name });
		await expect
			.poll(() => app.text({ role: 'tabpanel' }), { message: name })
			.toMatch(/^(?!Loading)[^]{40,}/);
		expect(await app.count({ role: 'alert' })).toBe(0);
	}
});

test('lines and the block editor change the network alike', async ({ app }) => {
	await openWorkspace(app);
	await app.click(button(/^7 × 7 depthwise 384/, INSPECTOR));
	await app.click(button('Edit this block', INSPECTOR));
	const line: Target = { role: 'textbox', name: 'this part as a line' };
	await expect.poll(() => app.value(line)).toBe('add(dw7, ln, linear 4C, gelu, linear C, scale)');
	for (const name of ['split', 'Split once more', 'Split once more'])
		await app.click(button(name, INSPECTOR));
	await expect.poll(() => app.value(line)).toContain('slice 3C/4 C');
	await openWorkspace(app, 'custom:convnext_tiny&blocks=add(dw7,ln,linear+4C,gelu,linear+C,scale)');
	await app.see(metric('Params', '28,589,128'));
});

test('all formats are there to be taken away, the network as ONNX among them', async ({ app }) => {
	await openWorkspace(app, 'convnext_atto&input=64');
	// What the browser does with a file is its own affair; that one is handed to it is ours.
	await app.run(() => {
		const files: { name: string; size: number }[] = [];
		const { createObjectURL } = URL;
		let size = 0;
		URL.createObjectURL = (blob: Blob) => {
			size = blob.size;
			return createObjectURL.call(URL, blob);
		};
		HTMLAnchorElement.prototype.click = function () {
			files.push({ name: this.download, size });
		};
		Object.assign(globalThis, { handedOut: files });
	});
	const handedOut = () =>
		app.run(
			() => (globalThis as unknown as { handedOut: { name: string; size: number }[] }).handedOut
		);
	await app.click(button('Export'));
	const dialog: Target = { role: 'dialog', name: 'export' };
	for (const what of ['PyTorch', 'Design', 'SVG', 'PNG', 'ONNX', 'Weights']) {
		await app.click({ role: 'radio', name: what, in: dialog });
		const before = (await handedOut()).length;
		await app.click(button(/^Download/, dialog));
		await expect.poll(async () => (await handedOut()).length, { message: what }).toBe(before + 1);
	}
	const files = await handedOut();
	expect(files.map(({ name }) => name.split('.').at(-1))).toEqual([
		'py',
		'json',
		'svg',
		'png',
		'onnx',
		'safetensors'
	]);
	// PyTorch's count of parameters, four bytes each.
	for (const { size } of files.slice(-2)) expect(size).toBeGreaterThan(4 * 3_695_520);
});

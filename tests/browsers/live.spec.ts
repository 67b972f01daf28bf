import { readFileSync } from 'node:fs';
import { expect, test } from './journey.ts';
import { serve } from '../../scripts/serve.js';
import { button, openTools, openWorkspace, run, RUN, setRun } from './workspace.ts';

/** A choice of back end, whether or not its list is open. */
const optionOf = (value: string) => {
	const option = document.querySelector<HTMLOptionElement>(`option[value=${value}]`);
	return { had: option?.disabled === false, why: option?.title ?? '' };
};

const BACKENDS = [
	['wasm', 'WebAssembly'],
	['cpu', 'plain JavaScript'],
	['webgl', 'WebGL']
] as const;

for (const [backend, title] of BACKENDS)
	test(`a small network runs on ${title}, where the browser has it`, async ({ app }) => {
		await openWorkspace(app, 'convnext_atto&input=32');
		await setRun(app, { runs: '2' });
		const { had } = await app.run(optionOf, backend);
		test.skip(!had, `${title} is not offered here`);
		await setRun(app, { backend });
		await run(app);
	});

test('WebGPU that is not here is said not to be, and the network runs all the same', async ({
	app
}) => {
	await openWorkspace(app, 'convnext_atto&input=32');
	await setRun(app, { runs: '2' });
	// What is here is found out once its list is opened.
	await expect.poll(async () => (await app.run(optionOf, 'webgpu')).had).toBe(false);
	expect((await app.run(optionOf, 'webgpu')).why).toMatch(/GPU/);
	await run(app);
});

test('the network’s output is PyTorch’s in this browser too', async ({ app }) => {
	await openWorkspace(app, 'convnext_tiny&depths=1,1,2,1&widths=8,16,32,64&input=64&classes=10');
	await setRun(app, { backend: 'wasm', runs: '1' });
	await app.click(button('Verify against PyTorch', await openTools(app)));
	await app.reads(RUN, /The same network as PyTorch’s: largest error \d/);
});

test('a checkpoint is dropped, recognised and run', async ({ app }) => {
	await openWorkspace(app, 'convnext_tiny');
	const file = readFileSync('tests/golden/checkpoints/timm_convnext_f32.safetensors');
	await app.drop('tiny.safetensors', file.toString('base64'));
	await app.reads(RUN, 'timm’s names');
	await setRun(app, { backend: 'wasm', runs: '2' });
	await run(app);
});

test('what a layer makes of the picture is shown', async ({ app }) => {
	await openWorkspace(app, 'convnext_atto&input=64');
	await setRun(app, { backend: 'wasm', runs: '1' });
	await app.click({ role: 'tab', name: 'Look inside' });
	const inside = { role: 'region', name: 'Look inside' };
	await app.click(button('Look inside', inside));
	await app.see({ role: 'application', name: /^Channel \d+, 2 by 2 cells/, in: inside });
});

test('a prediction has a band that says something', async ({ app }) => {
	await openWorkspace(app, 'convnext_atto&input=32');
	await setRun(app, { backend: 'wasm', runs: '2' });
	await app.click(button('Predict time', await openTools(app)));
	await app.reads(RUN, /Predicted: .+ a pass \((at most .+|.+ to .+)\)/);
	expect(await app.text(RUN)).not.toMatch(/\(0 [µm]?s to/);
});

test('a prediction and two sweeps come to their ends, one after the other', async ({ app }) => {
	await openWorkspace(app, 'convnext_atto&input=32');
	await setRun(app, { backend: 'wasm', runs: '2' });
	await app.click(button('Predict time', await openTools(app)));
	await app.reads(RUN, /Predicted: .+ a pass/);
	await app.click(button('Batch sweep', await openTools(app)));
	const dialog = { role: 'dialog', name: 'Latency and throughput by batch' };
	for (const [largest, batches] of [
		['8', '4 batches'],
		['16', '5 batches']
	] as const) {
		await app.choose({ role: 'combobox', name: /up to a batch of/, in: dialog }, largest);
		await app.click(button('Sweep', dialog));
		await app.reads(dialog, `${batches} on WebAssembly`);
	}
});

test('a run on WebAssembly is cancelled while it computes, and the next one runs', async ({
	app
}) => {
	await openWorkspace(app, 'convnext_atto&input=64');
	await setRun(app, { backend: 'wasm', runs: '1000' });
	await app.click(button('Run', RUN));
	await app.reads(RUN, /First pass|Run \d+ of up to 1000/);
	await app.click(button('Cancel', RUN));
	await app.reads(RUN, 'Cancelled.');
	await setRun(app, { runs: '2' });
	await run(app);
});

for (const isolated of [true, false])
	test(`on a page that is ${isolated ? '' : 'not '}isolated, WebAssembly runs on the threads that start, and says how many`, async ({
		openPage
	}) => {
		const site = await serve({ port: 0, isolated });
		const app = await openPage(site.url);
		await openWorkspace(app, 'convnext_atto&input=64');
		expect(await app.run(() => crossOriginIsolated)).toBe(isolated);
		await setRun(app, { backend: 'wasm', runs: '3' });
		await run(app);
		await app.click(button('More', RUN));
		await app.click(button('Details', { role: 'dialog', name: 'This run' }));
		const report = { role: 'dialog', name: 'Run report' };
		await app.reads(report, `cross-origin isolated ${isolated ? 'yes' : 'no'}`);
		await app.reads(report, isolated ? /OWN_KERNELS_THREADS=[1-9]/ : /OWN_KERNELS_THREADS=1\b/);
		await site.close();
	});

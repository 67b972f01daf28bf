import { expect, test } from './journey.ts';
import { openWorkspace, run, setRun } from './workspace.ts';

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
	const { had, why } = await app.run(optionOf, 'webgpu');
	expect(had).toBe(false);
	expect(why).toMatch(/GPU/);
	await run(app);
});

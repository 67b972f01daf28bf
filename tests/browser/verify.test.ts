import { afterAll, expect, test } from 'vitest';
import { examine } from '../../src/lib/arch/design.ts';
import { presetNames } from '../../src/lib/arch/design.ts';
import { createLiveClient } from '../../src/lib/benchmark/client.ts';
import { exportFile } from '../../src/lib/export/files/client.ts';
import known from '../../src/lib/benchmark/known-logits.json';
import { knownOutput, verificationOf } from '../../src/lib/benchmark/verify.ts';
import { weightFile } from '../../src/lib/checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../src/lib/checkpoint/open.ts';
import { readLink } from '../../src/lib/share/link.ts';
import type { RunRequest } from '../../src/lib/benchmark/run-request.ts';
import { smallNetwork } from '../small-networks.ts';
import { network, requestFor } from './networks.ts';

const client = createLiveClient();
afterAll(client.dispose);

function networkOfLink(link: string) {
	const examined = examine(readLink(link, presetNames()).design);
	if (!examined.ok) throw new Error(link);
	return examined.network;
}

async function reportOf(request: RunRequest) {
	const outcome = await client.ask('run', request);
	if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
	return outcome.result;
}

async function verify(link: string, backend: 'cpu' | 'wasm') {
	const expected = await knownOutput(link);
	if (!expected) throw new Error(`${link} is not known`);
	const report = await reportOf(requestFor(networkOfLink(link), { backend, runs: 1 }));
	return verificationOf(report.output, expected);
}

const links = Object.entries(known);

for (const [link, { model }] of links.filter(([, { model }]) => model.startsWith('tiny')))
	test(`${model} verifies on the CPU to 1e-5`, async () => {
		const { passed, error } = await verify(link, 'cpu');
		expect(passed).toBe(true);
		expect(error).toBeLessThan(1e-5);
	});

for (const model of [
	'convnext_tiny',
	'resnet50',
	'resnext50_32x4d',
	'swin_tiny_patch4_window7_224',
	'vit_small_patch16_224'
])
	test(`${model} verifies on WebAssembly to 1e-4, with PyTorch’s argmax`, async () => {
		expect(await verify(model, 'wasm')).toMatchObject({ passed: true });
	});

test('saved weights are opened as the design they came from, and give the same outputs to the bit', async () => {
	const { net, input } = smallNetwork('tiny_resnet_bottleneck');
	const shares: number[] = [];
	const onprogress = (share: number) => shares.push(share);
	const file = await exportFile({ format: 'safetensors', net, input }, { onprogress });
	expect(shares.at(0)).toBe(0);
	const opened = await openCheckpoint(file, 'saved.safetensors');
	if (!opened.ok) throw new Error(opened.message);
	expect(opened.checkpoint.design.config).toMatchObject({
		block: 'bottleneck',
		depths: [1, 1, 2, 1]
	});
	const request = requestFor({ net, input }, { runs: 1 });
	const plain = await reportOf(request);
	const loaded = await reportOf({ ...request, weights: weightFile(opened.checkpoint) });
	expect(loaded.output).toEqual(plain.output);
	expect(loaded.fromFile).toBe(true);
});

test('weights that cannot be read are reported when they are to be saved', async () => {
	const { net, input } = network('convnext_atto');
	const weights = { number: 0, label: '', places: new Map() };
	const request = { format: 'safetensors', net, input, weights } as const;
	await expect(exportFile(request)).rejects.toThrow('the file has no');
});

import { afterAll, expect, test } from 'vitest';
import type { RunReport } from '../../src/lib/benchmark/report/report.ts';
import { createLiveClient } from '../../src/lib/benchmark/client.ts';
import type { Outcome } from '../../src/lib/benchmark/protocol.ts';
import type { RunRequest } from '../../src/lib/benchmark/run-request.ts';
import { golden, goldenNetwork, type GoldenName } from './checkpoints.ts';
import { smallNetwork } from '../small-networks.ts';
import { distance, requestFor } from './networks.ts';

const client = createLiveClient();
afterAll(client.dispose);

function run(request: RunRequest): Promise<Outcome<RunReport>> {
	return client.ask('run', request);
}

async function reportOf(request: RunRequest): Promise<RunReport> {
	const outcome = await run(request);
	if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
	return outcome.result;
}

/** A checkpoint's network, and where its weights are. */
async function subject(name: GoldenName) {
	const { network, weights } = await goldenNetwork(name);
	return { net: network.net, input: network.input, weights };
}

for (const name of Object.keys(golden) as GoldenName[])
	test(`${name} in the worker gives PyTorch’s logits`, async () => {
		const { net, input, weights } = await subject(name);
		const request = { ...requestFor(smallNetwork('tiny_convnext')), net, input, weights, runs: 1 };
		const report = await reportOf(request);
		const { logits, argmax, dtype } = golden[name];
		expect(distance(report.output.logits, logits)).toBeLessThan(1e-5);
		expect(report.output.argmax).toBe(argmax);
		expect(report).toMatchObject({ fromFile: true, tensorsLeaked: 0 });
		expect(report.weights).toMatch(
			new RegExp(`^${name}\\.safetensors: \\d+ tensors, ${dtype}(;|$)`)
		);
	});

test('without a file the weights are the deterministic ones again', async () => {
	const { net, input, weights } = await subject('timm_convnext_f32');
	const request = { ...requestFor(smallNetwork('tiny_convnext')), net, input, runs: 1 };
	const own = await reportOf({ ...request, weights });
	const plain = await reportOf(request);
	expect(plain).toMatchObject({ fromFile: false });
	expect(plain.weights).toContain('deterministic');
	expect(distance(plain.output.logits, own.output.logits)).toBeGreaterThan(1e-2);
});

test('weights that have become shorter since they were opened are reported, and the next run works', async () => {
	const { net, input, weights } = await subject('timm_convnext_f32');
	const request = { ...requestFor(smallNetwork('tiny_convnext')), net, input, runs: 1 };
	const shorter = [...weights.places].map(([name, { parts }]) => {
		const cut = parts.map((part) => ({ ...part, file: part.file.slice(0, part.file.size - 100) }));
		return [name, { parts: cut }] as const;
	});
	const cut = { ...weights, places: new Map(shorter) };
	expect(await run({ ...request, weights: cut })).toMatchObject({
		kind: 'failed',
		failure: { code: 'bad-weights', message: expect.stringContaining('cut short') }
	});
	expect((await reportOf({ ...request, weights })).fromFile).toBe(true);
});

/** A PNG with one colour in its upper and one in its lower half. */
async function picture(width: number, height: number): Promise<Blob> {
	const canvas = new OffscreenCanvas(width, height);
	const context = canvas.getContext('2d');
	if (!context) throw new Error('there is no canvas');
	context.fillStyle = 'rgb(250, 120, 10)';
	context.fillRect(0, 0, width, height / 2);
	context.fillStyle = 'rgb(0, 60, 200)';
	context.fillRect(0, height / 2, width, height);
	return canvas.convertToBlob();
}

const preprocessing = {
	crop: 0.875,
	interpolation: 'bicubic',
	mean: [0.485, 0.456, 0.406],
	std: [0.229, 0.224, 0.225]
} as const;

test('an image is decoded, prepared and looked at in the worker, and its report says how', async () => {
	const { net, input, weights } = await subject('timm_convnext_f32');
	const base = { ...requestFor(smallNetwork('tiny_convnext')), net, input, weights, runs: 1 };
	const image = { file: await picture(80, 60), name: 'two.png', preprocessing };
	const seen = await reportOf({ ...base, image });
	expect(seen.image).toBe(
		'two.png: bicubic, crop 0.875, mean 0.485 0.456 0.406, std 0.229 0.224 0.225'
	);
	expect(distance(seen.output.logits, golden.timm_convnext_f32.logits)).toBeGreaterThan(1e-2);
	expect(seen.output.top).toHaveLength(5);
	expect(seen.output.top[0]?.index).toBe(seen.output.argmax);
	const shares = seen.output.top.map(({ share }) => share);
	expect(shares).toEqual([...shares].sort((a, b) => b - a));
	const other = { ...image, preprocessing: { ...preprocessing, mean: [0, 0, 0] as const } };
	const raw = await reportOf({ ...base, image: other });
	expect(distance(seen.output.logits, raw.output.logits)).toBeGreaterThan(1e-3);
});

test('a file that is no image is reported', async () => {
	const image = { file: new Blob(['not an image']), name: 'a.png', preprocessing };
	expect(await run(requestFor(smallNetwork('tiny_convnext'), { image }))).toMatchObject({
		kind: 'failed',
		failure: { code: 'bad-image' }
	});
});

test('an image whose header claims too many pixels is refused before it is decoded', async () => {
	const header = new Uint8Array(33);
	header.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
	new DataView(header.buffer).setUint32(16, 70_000);
	new DataView(header.buffer).setUint32(20, 10);
	const image = { file: new Blob([header]), name: 'wide.png', preprocessing };
	const outcome = await run(requestFor(smallNetwork('tiny_convnext'), { image }));
	expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'bad-image' } });
	expect(outcome).toHaveProperty('failure.message', expect.stringContaining('70,000 × 10 pixels'));
});

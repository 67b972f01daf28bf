import { afterAll, expect, test } from 'vitest';
import { chain } from '../../src/lib/arch/net.ts';
import { createLiveClient } from '../../src/lib/benchmark/client.ts';
import type { Calibration, CalibrationRequest } from '../../src/lib/predict/calibration.ts';
import { predict } from '../../src/lib/predict/predict.ts';
import type { Outcome } from '../../src/lib/benchmark/protocol.ts';
import { smallNetwork } from '../small-networks.ts';

// For all tests: a worker that begins loads all modules anew.
const client = createLiveClient();
afterAll(() => client.dispose());

const { net, input } = smallNetwork('tiny_convnext');
const request: CalibrationRequest = {
	subjects: [{ net, input }],
	backend: 'wasm',
	kernels: 'ours',
	known: null,
	budgetMs: 1
};

function calibrationOf(outcome: Outcome<Calibration>): Calibration {
	if (outcome.kind !== 'done') throw new Error(`no calibration: ${JSON.stringify(outcome)}`);
	return outcome.result;
}

/** A norm and a linear layer that ends in GELU: two kinds of calls with our kernels, three with tfjs's. */
const few = {
	net: chain([
		['norm', { kind: 'layerNorm', eps: 1e-6, channelsFirst: false }],
		['fc', { kind: 'linear', out: 64, bias: true }],
		['act', { kind: 'gelu' }]
	]),
	input: [7, 7, 32]
};

/** Of a linear layer, every size that is measured has a shader of its own on WebGPU. */
const light = {
	net: chain([
		['norm', { kind: 'layerNorm', eps: 1e-6, channelsFirst: false }],
		['act', { kind: 'gelu' }],
		['pool', { kind: 'globalPool' }]
	]),
	input: [7, 7, 32]
};

for (const [backend, subject] of [
	['wasm', { net, input }],
	['webgpu', light]
] as const)
	test(`a short calibration on ${backend} predicts every kernel call of a network`, async () => {
		const kinds = new Set<string>();
		const outcome = await client.ask(
			'calibrate',
			{ ...request, backend, subjects: [subject] },
			(progress) => {
				if (progress.phase === 'calibration') kinds.add(progress.label);
			}
		);
		const calibration = calibrationOf(outcome);
		expect(calibration.backend).toBe(backend);
		expect(kinds.size).toBeGreaterThan(0);
		expect(calibration.noise).toBeGreaterThanOrEqual(1);
		const prediction = predict(calibration, subject, 1);
		expect(prediction?.ms).toBeGreaterThan(0);
		expect(prediction?.ms).toBeLessThan(60_000);
		for (const { ms } of prediction?.steps ?? []) expect(ms).toBeGreaterThanOrEqual(0);
		expect(prediction?.low).toBeLessThanOrEqual(prediction?.ms ?? 0);
		expect(prediction?.high).toBeGreaterThanOrEqual(prediction?.ms ?? Infinity);
	});

test('what was measured before is not measured again', async () => {
	const short = { ...request, subjects: [few] };
	const first = calibrationOf(await client.ask('calibrate', short));
	const phases = new Set<string>();
	const again = calibrationOf(
		await client.ask('calibrate', { ...short, known: first }, ({ phase }) => phases.add(phase))
	);
	expect(again.fits).toEqual(first.fits);
	expect(again.when).toBe(first.when);
	expect([...phases]).toEqual([]);
});

test('a calibration is cancelled while it is under way, and a run goes through after it', async () => {
	const outcome = await client.ask('calibrate', { ...request, budgetMs: 60_000 }, ({ phase }) => {
		if (phase === 'calibration') void client.stop();
	});
	expect(outcome).toEqual({ kind: 'cancelled', by: 'user' });
	const after = await client.ask('calibrate', {
		...request,
		subjects: [{ net: { kind: 'relu' }, input: [8, 8, 4] }]
	});
	expect(Object.keys(calibrationOf(after).fits)).toEqual(['relu']);
});

test('a network that does not fit its input fails with words', async () => {
	const outcome = await client.ask('calibrate', {
		...request,
		subjects: [{ net: { kind: 'maxPool', kernel: 9, stride: 1, padding: 0 }, input: [4, 4, 8] }]
	});
	expect(outcome.kind).toBe('failed');
	if (outcome.kind === 'failed') expect(outcome.failure.message).toMatch(/4 × 4|kernel|map/);
});

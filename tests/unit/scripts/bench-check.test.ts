import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { changesOf, readRatios, writeRatios } from '../../../scripts/bench/kept-ratios.ts';
import type { Ratio } from '../../../scripts/bench/live-ratios.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-check-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ratio = (changes: Partial<Ratio>): Ratio => ({
	...{ subject: 'resnet50', ours: 'ours-wasm', peer: 'ort-wasm', rounds: 3 },
	...{ ratio: 0.7, low: 0.68, high: 0.72 },
	...changes
});

const about = { machine: '2 × x', browser: '1', when: '2026-11-27T00:00:00Z' };

test('a ratio is slower only where its interval lies beyond the kept one', () => {
	const now = [
		ratio({ ratio: 0.75, low: 0.71, high: 0.8 }),
		ratio({ peer: 'stock-wasm', ratio: 0.75, low: 0.73, high: 0.77 }),
		ratio({ subject: 'convnext_tiny', ratio: 0.6, low: 0.5, high: 0.67 }),
		ratio({ subject: 'vit_small_patch16_224' })
	];
	const kept = [
		ratio({}),
		ratio({ peer: 'stock-wasm' }),
		ratio({ subject: 'convnext_tiny' }),
		ratio({ subject: 'resnext50_32x4d' })
	];
	expect(changesOf(now, kept).map(({ now: { subject }, verdict }) => [subject, verdict])).toEqual([
		['resnet50', 'as before'],
		['resnet50', 'slower'],
		['convnext_tiny', 'faster']
	]);
});

test('kept ratios are read back, and a file without them is refused with how to make it', () => {
	const file = join(folder, 'ratios.json');
	expect(() => readRatios(file)).toThrow(/There are no ratios .* bench:live -- --ratios/);
	writeRatios(file, { ...about, ratios: [ratio({})] });
	expect(readRatios(file)).toEqual({ ...about, ratios: [ratio({})] });
	for (const broken of [{}, { ratios: [{ ...ratio({}), ours: 'mine' }] }]) {
		writeFileSync(file, JSON.stringify(broken));
		expect(() => readRatios(file)).toThrow(/holds no ratios of bench:live/);
	}
});

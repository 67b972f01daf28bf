import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RoadmapResults } from '../../../src/lib/state/roadmap-run.svelte.ts';
import { statsOf } from '../../../src/lib/stats/quantiles.ts';
import { hostileJson, hostileText } from '../../hostile-json.ts';
import { report as some } from '../../reports.ts';
import { fullStorage, memoryStorage } from '../../storage.ts';

const KEY = 'convnext-explorer:roadmap-runs';
const report = {
	...some,
	stats: statsOf(some.runs.samples),
	imagesPerSecond: (1000 * some.batch) / 12.3,
	gflopsPerSecond: (2 * some.macs * some.batch) / (12.3 * 1e6)
};

test('results outlive the page, by regime and input size', async () => {
	const storage = memoryStorage();
	new RoadmapResults(() => storage).keep('resnet50', 'gelu', report);
	const later = new RoadmapResults(() => storage);
	await later.load();
	expect(later.of('resnet50', 224)).toEqual([{ regime: 'resnet50', step: 'gelu', report }]);
	expect(later.of('resnet50', 384)).toEqual([]);
	expect(later.of('resnet200', 224)).toEqual([]);
	later.clear();
	const last = new RoadmapResults(() => storage);
	await last.load();
	expect(last.of('resnet50', 224)).toEqual([]);
});

test.each([
	['no report', { report: {} }],
	['statistics of other samples', { report: { ...report, stats: { ...report.stats, median: 1 } } }],
	['no step of this app', { step: 7 }],
	['another regime', { regime: 'resnet18' }]
])('a stored result with %s is not taken for one', async (_, changes) => {
	const storage = memoryStorage();
	const value = [{ regime: 'resnet50', step: 'gelu', report, ...changes }];
	storage.setItem(KEY, JSON.stringify({ version: 1, value }));
	const results = new RoadmapResults(() => storage);
	await results.load();
	expect(results.of('resnet50', 224)).toEqual([]);
});

test('where the storage is full, results last for the visit', () => {
	const results = new RoadmapResults(fullStorage);
	results.keep('resnet50', 'gelu', report);
	expect(results.of('resnet50', 224)).toHaveLength(1);
});

test('a result that is none is dropped, and the others stay', async () => {
	const good = { regime: 'resnet50', step: 'gelu', report };
	await fc.assert(
		fc.asyncProperty(fc.array(hostileJson()), fc.array(hostileJson()), async (before, after) => {
			const storage = memoryStorage();
			const value = [...before, good, ...after];
			storage.setItem(KEY, JSON.stringify({ version: 1, value }));
			const results = new RoadmapResults(() => storage);
			await results.load();
			expect(results.of('resnet50', 224)).toEqual([good]);
		})
	);
});

test('whatever is kept there, results can be read', async () => {
	await fc.assert(
		fc.asyncProperty(hostileText(), async (text) => {
			const storage = memoryStorage();
			storage.setItem(KEY, text);
			const results = new RoadmapResults(() => storage);
			await results.load();
			expect(results.of('resnet50', 224)).toEqual([]);
		})
	);
});

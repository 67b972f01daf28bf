import { expect, test, vi } from 'vitest';
import { readKept } from '../../src/lib/json/kept.ts';
import { roadmapSteps } from '../../src/lib/roadmap/steps.ts';
import { readPlace } from '../../src/lib/share/roadmap-link.ts';
import { readSet } from '../../src/lib/share/set-link.ts';
import { Calibrations } from '../../src/lib/state/calibrations.svelte.ts';
import { dropped } from '../../src/lib/state/dropped.svelte.ts';
import { Progress } from '../../src/lib/state/progress.svelte.ts';
import { RoadmapResults } from '../../src/lib/state/roadmap-run.svelte.ts';
import { THEME, THEMES } from '../../src/lib/state/theme.ts';
import { comparisonWith } from '../../src/lib/view/compare/kept.ts';
import { reportGroups } from '../../src/lib/view/run/report-groups.ts';
import { memoryStorage } from '../storage.ts';
import { keptState } from './kept.ts';
import { holds } from './property.ts';

/** Reads all that a browser has kept, as the pages do. */
async function readAll(storage: Storage) {
	vi.stubGlobal('sessionStorage', storage);
	const theme = readKept(() => storage, THEME, dropped.tell);
	const comparison = comparisonWith('resnet18', 'resnet18');
	const progress = new Progress(() => storage);
	progress.load();
	const place = progress.remembered();
	const results = new RoadmapResults(() => storage);
	await results.load();
	const calibrations = new Calibrations(
		() => storage,
		() => 'one'
	);
	const calibration = calibrations.of('wasm', 'ours');
	await Promise.resolve();
	return { theme, comparison, progress, place, results, calibration, told: dropped.labels };
}

test('whatever was kept, all that is read of it can be used, and the rest is told of once', async () => {
	await holds(
		'kept states',
		keptState(),
		async (state) => {
			const storage = memoryStorage();
			for (const [key, text] of Object.entries(state)) storage.setItem(key, text);
			dropped.dismiss();
			return { storage, read: await readAll(storage) };
		},
		async ({ storage, read }) => {
			expect(THEMES).toContain(read.theme);
			expect(readSet(read.comparison).problems).toEqual([]);
			expect(readPlace(read.place).problems).toEqual([]);
			for (const { macs, params, top1 } of Object.values(read.progress.guesses))
				expect([macs, params, top1].every(Number.isFinite)).toBe(true);
			for (const { step, report } of read.results.of('resnet50', 224)) {
				expect(typeof step).toBe('string');
				expect(reportGroups(report).length).toBeGreaterThan(0);
			}
			if (read.calibration) expect(read.calibration.backend).toBe('wasm');
			read.progress.record(`resnet50/${roadmapSteps[1]?.id ?? ''}`, {
				macs: 1,
				params: 1,
				top1: 1
			});
			dropped.dismiss();
			const again = await readAll(storage);
			expect(again.told).toEqual([]);
			expect(again.theme).toBe(read.theme);
			expect(again.place).toBe(read.place);
			expect(again.calibration).toEqual(read.calibration);
		}
	);
});

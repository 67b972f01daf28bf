import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Calibration } from '../../../src/lib/predict/calibration.ts';
import { Calibrations } from '../../../src/lib/state/calibrations.svelte.ts';
import { callRows, callsCsv } from '../../../src/lib/view/predict/layers.ts';
import { calibration } from '../../calibration.ts';
import { hostileJson, hostileText } from '../../hostile-json.ts';
import { fullStorage, memoryStorage } from '../../storage.ts';
import { tellError, tellSpread, noiseText } from '../../../src/lib/view/predict/prediction-text.ts';

test('a calibration outlives the page, for its own backend and kernels alone', () => {
	const storage = memoryStorage();
	new Calibrations(
		() => storage,
		() => 'one'
	).keep(calibration);
	const later = new Calibrations(
		() => storage,
		() => 'one'
	);
	expect(later.of('wasm', 'ours')).toEqual(calibration);
	expect(later.of('wasm', 'stock')).toBeNull();
	expect(later.of('webgpu', 'ours')).toBeNull();
	// What one tab keeps, another that was open before leaves there.
	new Calibrations(
		() => storage,
		() => 'one'
	).keep({ ...calibration, kernels: 'stock' });
	later.keep({ ...calibration, backend: 'webgpu' });
	expect(later.of('wasm', 'stock')).not.toBeNull();
	later.forget();
	expect(later.of('wasm', 'ours')).toBeNull();
});

test('a calibration of another build or browser is dropped, and so is a spoilt one', () => {
	const storage = memoryStorage();
	new Calibrations(
		() => storage,
		() => 'one'
	).keep(calibration);
	const other = new Calibrations(
		() => storage,
		() => 'two'
	);
	expect(other.of('wasm', 'ours')).toBeNull();
	storage.setItem('convnext-explorer:calibrations', '{');
	const spoilt = new Calibrations(
		() => storage,
		() => 'one'
	);
	expect(spoilt.of('wasm', 'ours')).toBeNull();
});

test('a calibration that is not one is dropped', () => {
	const storage = memoryStorage();
	const one = () =>
		new Calibrations(
			() => storage,
			() => 'one'
		);
	for (const changes of [
		{ backend: 'cuda' },
		{ fits: { relu: { coefficients: [['colour', 1]], errors: [] } } },
		{ fits: { relu: { coefficients: [['call', -1]], errors: [] } } },
		{ when: 'yesterday' }
	]) {
		one().keep({ ...calibration, ...changes } as Calibration);
		expect(one().of('wasm', 'ours')).toBeNull();
	}
});

test('a calibration that is none, or stands for another backend, is dropped, and the others stay', () => {
	const of = (calibrations: object) => {
		const storage = memoryStorage();
		const value = { build: 'one', calibrations };
		storage.setItem('convnext-explorer:calibrations', JSON.stringify({ version: 1, value }));
		return new Calibrations(
			() => storage,
			() => 'one'
		);
	};
	const good = { 'wasm ours': calibration };
	expect(of({ ...good, 'webgpu ours': {} }).of('wasm', 'ours')).toEqual(calibration);
	expect(of({ ...good, 'webgpu ours': {} }).of('webgpu', 'ours')).toBeNull();
	expect(of({ 'webgpu ours': calibration }).of('webgpu', 'ours')).toBeNull();
	fc.assert(
		fc.property(fc.dictionary(fc.string(), hostileJson()), (others) => {
			expect(of({ ...others, ...good }).of('wasm', 'ours')).toEqual(calibration);
		})
	);
});

test('whatever is kept there, calibrations can be read', () => {
	fc.assert(
		fc.property(hostileText(), (text) => {
			const storage = memoryStorage();
			storage.setItem('convnext-explorer:calibrations', text);
			const read = new Calibrations(
				() => storage,
				() => 'one'
			);
			expect(read.of('wasm', 'ours')).toBeNull();
		})
	);
});

test('where the store is full, a calibration lasts for the visit', () => {
	const full = new Calibrations(fullStorage, () => 'one');
	full.keep(calibration);
	expect(full.of('wasm', 'ours')).toEqual(calibration);
});

test('calls are listed with the longest first, and measured times stand beside them', () => {
	const rows = callRows(
		{
			...{ ms: 10, low: 9, high: 11, passMs: 1 },
			steps: [
				{ path: 'stem', within: [], key: 'conv', ms: 2 },
				{ path: 'flat', within: [], key: null, ms: 0 },
				{ path: 'fc', within: ['act'], key: 'linear', ms: 7 }
			]
		},
		[{ path: 'fc', ms: 8 }]
	);
	expect(rows.map(({ path, more, share, measuredMs }) => [path, more, share, measuredMs])).toEqual([
		['fc', 1, 0.7, 8],
		['stem', 0, 0.2, null]
	]);
	expect(callsCsv(rows)).toBe(
		'layer,kind,predicted ms,measured ms\nfc,linear,7.000,8.000\nstem,conv,2.000,\n'
	);
});

test('a cell with a quote, a comma or a line break is quoted, and its quotes are doubled', () => {
	const [row] = callRows(
		{
			...{ ms: 1, low: 1, high: 1, passMs: 0 },
			steps: [{ path: 'fc', within: [], key: 'linear, "wide"\nof 7', ms: 1 }]
		},
		[]
	);
	expect(row && callsCsv([row])).toBe(
		'layer,kind,predicted ms,measured ms\nfc,"linear, ""wide""\nof 7",1.000,\n'
	);
});

test('an error says its direction, and a busy device is told of', () => {
	const of = (ms: number) => ({
		...{ design: 'a', input: [224, 224, 3], batch: 1, runs: 3, measuredMs: 100 },
		predicted: { ms, low: ms - 5, high: ms + 5 }
	});
	expect(tellError(of(104))).toBe('predicted 4.0% too long');
	expect(tellError(of(88))).toBe('predicted 12% too short');
	expect(tellError(of(100))).toBe('as predicted');
	expect(tellSpread([of(104), of(88)])).toBe(
		'Absolute error over 2 networks: median 8.0%, worst 12%; 1 of 2 within their bands.'
	);
	expect(noiseText(calibration)).toBe('');
	expect(noiseText({ ...calibration, noise: 1.8 })).toContain('1.8 times');
});

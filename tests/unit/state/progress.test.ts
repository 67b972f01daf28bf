import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Progress } from '../../../src/lib/state/progress.svelte.ts';
import { dropped } from '../../../src/lib/state/dropped.svelte.ts';
import { hostileJson, hostileText } from '../../hostile-json.ts';
import { memoryStorage } from '../../storage.ts';

const GUESSES = 'convnext-explorer:roadmap-guesses';
const PLACE = 'convnext-explorer:roadmap-place';
const guess = { macs: 10, params: -5, top1: 0.5 };

function loaded(storage: Storage): Progress {
	const progress = new Progress(() => storage);
	progress.load();
	return progress;
}

test('guesses and the place outlive the page', () => {
	const storage = memoryStorage();
	const first = loaded(storage);
	first.record('resnet50/gelu', guess);
	first.remember('resnet50/gelu');
	expect(loaded(storage).guesses).toEqual({ 'resnet50/gelu': guess });
	expect(loaded(storage).remembered()).toBe('resnet50/gelu');
});

test('guesses of two tabs are all kept, and one that is forgotten goes alone', () => {
	const storage = memoryStorage();
	const [one, other] = [loaded(storage), loaded(storage)];
	one.record('resnet50/gelu', guess);
	other.record('resnet50/patchify', guess);
	expect(Object.keys(loaded(storage).guesses).sort()).toEqual([
		'resnet50/gelu',
		'resnet50/patchify'
	]);
	one.forget('resnet50/gelu');
	expect(Object.keys(loaded(storage).guesses)).toEqual(['resnet50/patchify']);
});

test('a guess that is none is dropped, and the others stay', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), hostileJson()), (others) => {
			const storage = memoryStorage();
			const value = { ...others, 'resnet50/gelu': guess };
			storage.setItem(GUESSES, JSON.stringify({ version: 1, value }));
			expect(loaded(storage).guesses['resnet50/gelu']).toEqual(guess);
			const kept = JSON.parse(storage.getItem(GUESSES) ?? '').value;
			expect(kept['resnet50/gelu']).toEqual(guess);
			for (const one of Object.values(kept))
				expect(Object.keys(one as object)).toEqual(Object.keys(guess));
		})
	);
});

test('whatever is kept there, guesses and the place can be read, and used afterwards', () => {
	fc.assert(
		fc.property(hostileText(), hostileText(), (guesses, place) => {
			const storage = memoryStorage();
			storage.setItem(GUESSES, guesses);
			storage.setItem(PLACE, place);
			const progress = loaded(storage);
			expect(typeof progress.remembered()).toBe('string');
			progress.record('resnet50/gelu', guess);
			expect(loaded(storage).guesses['resnet50/gelu']).toEqual(guess);
		})
	);
});

test('a person is told once of what was dropped, however many entries it were', async () => {
	dropped.dismiss();
	const storage = memoryStorage();
	storage.setItem(GUESSES, JSON.stringify({ version: 1, value: { a: null, b: 1, c: {} } }));
	storage.setItem(PLACE, JSON.stringify({ version: 1, value: 'resnet50/nowhere' }));
	loaded(storage).remembered();
	await Promise.resolve();
	expect(dropped.labels).toEqual(['guesses on the roadmap', 'the place on the roadmap']);
	dropped.dismiss();
	loaded(storage).remembered();
	await Promise.resolve();
	expect(dropped.labels).toEqual([]);
});

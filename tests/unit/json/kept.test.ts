import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readKept, whole, writeKept, type Kept } from '../../../src/lib/json/kept.ts';
import { parsedBy } from '../../../src/lib/json/schemas.ts';
import { memoryStorage } from '../../storage.ts';

const SIDES: Kept<readonly number[]> = {
	key: 'sides',
	version: 2,
	label: 'the sides',
	parse: whole(parsedBy(v.array(v.number()))),
	fallback: []
};
const KEY = 'convnext-explorer:sides';
const untold = (label: string): never => {
	throw new Error(`told of ${label}`);
};

test('a value that was kept comes back, under a key that begins with the app’s name', () => {
	const storage = memoryStorage();
	expect(writeKept(() => storage, SIDES, [224, 384])).toBe(true);
	expect(readKept(() => storage, SIDES, untold)).toEqual([224, 384]);
	expect(storage.getItem(KEY)).toBe('{"version":2,"value":[224,384]}');
});

test.each([
	['nothing', null],
	['no JSON', '{'],
	['JSON without a version', '[224]'],
	['an earlier version', '{"version":1,"value":[224]}'],
	['a later version', '{"version":3,"value":[224]}'],
	['a value of another shape', '{"version":2,"value":["224"]}'],
	['no value', '{"version":2}'],
	['null', 'null']
])('%s gives the fallback', (_, text) => {
	const storage = memoryStorage();
	if (text !== null) storage.setItem(KEY, text);
	expect(
		readKept(
			() => storage,
			SIDES,
			() => undefined
		)
	).toEqual([]);
});

test('where storage is forbidden the fallback is read, and the writer is told', () => {
	const forbidden = (): Storage => {
		throw new DOMException('forbidden', 'SecurityError');
	};
	expect(readKept(forbidden, SIDES, untold)).toEqual([]);
	expect(writeKept(forbidden, SIDES, [224])).toBe(false);
});

test('where storage is full the writer is told, and what was kept before stays', () => {
	const storage = memoryStorage();
	writeKept(() => storage, SIDES, [224]);
	const full: Storage = {
		...storage,
		setItem() {
			throw new DOMException('full', 'QuotaExceededError');
		}
	};
	expect(writeKept(() => full, SIDES, [384])).toBe(false);
	expect(readKept(() => full, SIDES, untold)).toEqual([224]);
});

test.each([
	['no JSON', '{', true],
	['JSON without a version', '[224]', true],
	['a value of another shape', '{"version":2,"value":["224"]}', true],
	['nothing', null, false],
	['a later version', '{"version":3,"value":[224]}', false]
])('%s is dropped and told of only where it could not be read', (_, text, tells) => {
	const storage = memoryStorage();
	if (text !== null) storage.setItem(KEY, text);
	const told: string[] = [];
	readKept(
		() => storage,
		SIDES,
		(label) => told.push(label)
	);
	expect(told).toEqual(tells ? ['the sides'] : []);
	expect(storage.getItem(KEY)).toBe(tells ? null : text);
});

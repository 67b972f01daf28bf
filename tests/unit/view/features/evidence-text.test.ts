import { expect, test } from 'vitest';
import { classTyped, tellMemory } from '../../../../src/lib/view/features/evidence-text.ts';

const names = ['tench', 'goldfish', 'great white shark'];

test('a class is typed by its number or its name', () => {
	expect(classTyped(' 2 ', names, 3)).toEqual({ found: 2 });
	expect(classTyped('Great_white shark', names, 3)).toEqual({ found: 2 });
	expect(classTyped('7', null, 10)).toEqual({ found: 7 });
});

test('what is no class is told with what is one', () => {
	expect(classTyped('3', names, 3)).toEqual({
		problem: 'There is no class “3”: classes are numbers from 0 to 2, and names.'
	});
	expect(classTyped('tench', null, 10)).toEqual({
		problem: 'There is no class “tench”: classes are numbers from 0 to 9.'
	});
});

test('what was computed again to fit in memory is told, and nothing where all was kept', () => {
	const evidence = {
		...{ about: 0, than: null, gradient: new Float32Array(), input: null, top: [], classes: 3 },
		memory: { most: 1e9, kept: 212e6, pieces: 12 }
	};
	expect(tellMemory(evidence)).toBe(
		'To fit in memory, 12 parts of the network were computed again on the way back, and 212 MB kept.'
	);
	expect(tellMemory({ ...evidence, memory: { most: 1e9, kept: 5e8, pieces: 0 } })).toBe('');
});

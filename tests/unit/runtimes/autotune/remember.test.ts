import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { keep, recall } from '../../../../src/lib/runtimes/autotune/remember.ts';
import { hostileJson, hostileText } from '../../../hostile-json.ts';

afterEach(() => vi.unstubAllGlobals());

/** A browser's caches that hold one text. */
function holding(text: string) {
	let held = text;
	const cache = {
		match: () => Promise.resolve(new Response(held)),
		put: async (_: string, response: Response) => void (held = await response.text())
	};
	vi.stubGlobal('caches', { open: () => Promise.resolve(cache) });
}

const answer = { name: 'tiled', print: '7' };
const kept = (value: unknown) => JSON.stringify({ version: 1, value });

test('a choice of kernels that is none is dropped and told of once, and the others stay', async () => {
	const told: string[] = [];
	holding(kept({ a: answer, b: {}, c: null }));
	expect(await recall((label) => told.push(label))).toEqual(new Map([['a', answer]]));
	expect(await recall((label) => told.push(label))).toEqual(new Map([['a', answer]]));
	expect(told).toEqual(['which kernels are fastest here']);
});

test('whatever is kept there, it can be read, and new choices are kept', async () => {
	await fc.assert(
		fc.asyncProperty(fc.dictionary(fc.string(), hostileJson()), async (others) => {
			holding(kept({ ...others, a: answer }));
			expect((await recall()).get('a')).toEqual(answer);
		})
	);
	await fc.assert(
		fc.asyncProperty(hostileText(), async (text) => {
			holding(text);
			await recall();
			expect(await keep(new Map([['a', answer]]))).toBe(true);
			expect((await recall()).get('a')).toEqual(answer);
		})
	);
});

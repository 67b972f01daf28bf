import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Stopwatch, Variant } from '../../../../src/lib/runtimes/autotune/autotune.ts';

/** What a browser keeps between visits. */
let held = '';

beforeEach(() => {
	held = '';
	const cache = {
		match: () => Promise.resolve(new Response(held)),
		put: async (_: string, response: Response) => void (held = await response.text())
	};
	vi.stubGlobal('caches', { open: () => Promise.resolve(cache) });
	vi.stubGlobal('navigator', { userAgent: 'this browser' });
});
afterEach(() => vi.unstubAllGlobals());

/** The autotuner as a page finds it that was just opened. */
async function visit() {
	vi.resetModules();
	return import('../../../../src/lib/runtimes/autotune/autotune.ts');
}

type Timed = Variant & Readonly<{ times: readonly number[] }>;

/** A variant that takes so many ms, one time after the other. */
const taking = (name: string, ...times: readonly number[]): Timed => ({ name, code: name, times });

function stopwatch(margin = 0.05, most = Infinity) {
	const timed: string[] = [];
	const reads = new Map<string, number>();
	const watch: Stopwatch<Timed> = {
		device: 'this device',
		rounds: 3,
		margin,
		hasTime: () => timed.length < most,
		time({ name, times }) {
			timed.push(name);
			const read = reads.get(name) ?? 0;
			reads.set(name, read + 1);
			return Promise.resolve(times[read] ?? times.at(-1) ?? NaN);
		}
	};
	return { watch, timed };
}

const key = 'a product';

test('a variant is taken in the place of the first only where it saves more than the margin', async () => {
	const { choose } = await visit();
	const { watch } = stopwatch();
	const ask = (key: string, ms: number) =>
		choose({ key, variants: [taking('rule', 10), taking('other', ms)] }, watch);
	expect(await ask('a little', 9.6)).toBe('rule');
	expect(await ask('more', 9.4)).toBe('other');
	expect(await ask('slower', 12)).toBe('rule');
	expect(await ask('alike', 10)).toBe('rule');
});

test('the least time of a variant counts, whenever others were disturbed', async () => {
	const { choose } = await visit();
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.nat(8), { minLength: 2, maxLength: 2 }),
			fc.constantFrom<readonly number[]>([0, 1], [1, 2], [0, 2]),
			async (noises, disturbed) => {
				const times = noises.map((noise, i) =>
					[0, 1, 2].map((round) => 10 - i + (disturbed.includes(round) ? noise / 10 : 0))
				);
				const variants = times.map((all, i) => taking(i === 0 ? 'rule' : 'other', ...all));
				const key = JSON.stringify(times);
				expect(await choose({ key, variants }, stopwatch().watch)).toBe('other');
			}
		)
	);
});

test('a variant is not given up for one time that was disturbed, but is after two', async () => {
	const { choose } = await visit();
	const rule = taking('rule', 10);
	const ask = async (...times: readonly number[]) => {
		const { watch, timed } = stopwatch();
		const key = JSON.stringify(times);
		const name = await choose({ key, variants: [rule, taking('other', ...times)] }, watch);
		return [name, timed.filter((one) => one === 'other').length];
	};
	expect(await ask(900, 5, 5)).toEqual(['other', 3]);
	expect(await ask(900, 900, 5)).toEqual(['rule', 2]);
});

test('a choice is remembered on the next visit, and nothing is timed again', async () => {
	const variants = [taking('rule', 10), taking('other', 5)];
	const first = await visit();
	expect(await first.choose({ key, variants }, stopwatch().watch)).toBe('other');
	await first.answersKept();
	const { watch, timed } = stopwatch();
	expect(await (await visit()).choose({ key, variants }, watch)).toBe('other');
	expect(timed).toEqual([]);
});

test('a choice of another browser, device or release, or of a variant that is gone, is not taken over', async () => {
	const variants = [taking('rule', 5), taking('other', 10)];
	const first = await visit();
	await first.choose(
		{ key, variants: [taking('rule', 10), taking('other', 5)] },
		stopwatch().watch
	);
	await first.answersKept();
	const kept = held;
	const ask = async (asked: readonly Timed[], device = 'this device') => {
		held = kept;
		const { watch, timed } = stopwatch();
		const name = await (await visit()).choose({ key, variants: asked }, { ...watch, device });
		return { name, isTimed: timed.length > 0 };
	};
	expect(await ask(variants)).toEqual({ name: 'other', isTimed: false });
	const released = variants.map((variant) => ({ ...variant, code: 'new' }));
	expect(await ask(released)).toEqual({ name: 'rule', isTimed: true });
	expect(await ask(variants, 'another')).toEqual({ name: 'rule', isTimed: true });
	vi.stubGlobal('navigator', { userAgent: 'another browser' });
	expect(await ask(variants)).toEqual({ name: 'rule', isTimed: true });
	vi.stubGlobal('navigator', { userAgent: 'this browser' });
	const foreign = JSON.parse(kept) as { value: Record<string, { name: string }> };
	for (const answer of Object.values(foreign.value)) answer.name = 'unheard of';
	held = JSON.stringify(foreign);
	const { watch, timed } = stopwatch();
	expect(await (await visit()).choose({ key, variants }, watch)).toBe('rule');
	expect(timed.length).toBeGreaterThan(0);
});

test('works of one key that differ in what can compute them are timed once each, in whatever order they come', async () => {
	const sets = [
		[taking('rule', 10), taking('other', 5)],
		[taking('rule', 10), taking('other', 5), taking('third', 2)]
	];
	const first = await visit();
	for (const variants of sets) await first.choose({ key, variants }, stopwatch().watch);
	await first.answersKept();
	const { watch, timed } = stopwatch();
	const { choose } = await visit();
	const names = [];
	for (const variants of [...sets, ...sets]) names.push(await choose({ key, variants }, watch));
	expect(names).toEqual(['other', 'third', 'other', 'third']);
	expect(timed).toEqual([]);
});

test('where time runs out the first is taken, and the next visit measures', async () => {
	const variants = [taking('rule', 10), taking('other', 5)];
	const first = await visit();
	expect(await first.choose({ key, variants }, stopwatch(0.05, 3).watch)).toBe('rule');
	await first.answersKept();
	expect(held).not.toContain(key);
	expect(await (await visit()).choose({ key, variants }, stopwatch().watch)).toBe('other');
});

test('a variant that is hopeless is timed twice, and one that the device objects to once and never taken', async () => {
	const { choose } = await visit();
	const { watch, timed } = stopwatch(0);
	const variants = [taking('broken', Infinity), taking('slow', 30), taking('fast', 10)];
	expect(await choose({ key, variants }, watch)).toBe('fast');
	expect(timed).toEqual(['broken', 'slow', 'fast', 'slow', 'fast', 'fast']);
});

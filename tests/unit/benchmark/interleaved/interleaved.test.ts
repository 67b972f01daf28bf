import { describe, expect, it } from 'vitest';
import { chain } from '../../../../src/lib/arch/net.ts';
import { needOf, refuseTogether } from '../../../../src/lib/runtimes/plan/memory-need.ts';
import { planOf } from '../../../../src/lib/runtimes/plan/plan.ts';
import { timeRounds } from '../../../../src/lib/benchmark/interleaved/interleaved.ts';

/** Networks that take so many ms each, on a clock that only they move. */
function networks(durations: readonly number[]) {
	let now = 0;
	const order: string[] = [];
	return {
		order,
		clock: () => now,
		passes: durations.map((ms, i) => async () => {
			order.push('ABCDEF'[i] ?? '?');
			now += ms;
			return Promise.resolve();
		})
	};
}

describe('networks that take turns', () => {
	it('run A B C A B C, each with its own times', async () => {
		const { order, ...rest } = networks([5, 7, 11]);
		const timed = await timeRounds({
			...rest,
			requested: 3,
			budgetMs: 1e9,
			between: () => Promise.resolve()
		});
		expect(order.join('')).toBe('ABCABCABC');
		expect(timed).toEqual({
			samples: [
				[5, 5, 5],
				[7, 7, 7],
				[11, 11, 11]
			],
			rounds: 3,
			ended: 'as asked'
		});
	});

	it('start no round that would end too late, and end with a whole one', async () => {
		const { order, ...rest } = networks([10, 10]);
		const between = () => Promise.resolve();
		const timed = await timeRounds({ ...rest, requested: 10, budgetMs: 70, between });
		expect(order.join('')).toBe('ABABAB');
		expect(timed.ended).toBe('out of time');
	});

	it('stop between two passes when they are told to', async () => {
		const { order, ...rest } = networks([10, 10]);
		const between = () =>
			order.length === 3 ? Promise.reject(new Error('stop')) : Promise.resolve();
		await expect(timeRounds({ ...rest, requested: 10, budgetMs: 1e9, between })).rejects.toThrow(
			'stop'
		);
		expect(order.join('')).toBe('ABA');
	});
});

describe('networks that are on a device together', () => {
	const net = chain([['fc', { kind: 'linear', out: 1000, bias: false }]]);
	const need = needOf(planOf(net, [1, 1, 1000]), 'wasm', 'ours');
	const backend = (totalBytes: number | null) => ({
		name: 'wasm' as const,
		missing: null,
		adapter: null,
		limits: { tensorBytes: null, totalBytes }
	});
	const three = [1, 1, 1].map((batch) => ({ need, batch }));

	it('must fit with all their weights and the largest of their maps', () => {
		const bytes = 3 * need.weights + need.perImage;
		expect(() => refuseTogether(three, backend(bytes))).not.toThrow();
		expect(() => refuseTogether(three, backend(bytes - 1))).toThrow(/Together these networks need/);
	});

	it('are not refused where nothing is known of the memory', () => {
		expect(() => refuseTogether(three, backend(null))).not.toThrow();
	});
});

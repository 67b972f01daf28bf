import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { choose, chosen } from '../../src/lib/live/kernels/own/choose.ts';
import { elementwise } from '../../src/lib/live/kernels/wgsl/elementwise.ts';
import { launch, type Source } from '../../src/lib/live/kernels/wgsl/program.ts';
import { on } from './live-networks.ts';

const right = elementwise(4, false, ['relu']);
const broken: Source = {
	...right,
	key: 'broken',
	code: 'fn main(index : i32) { result[index] = nonsense; }'
};

const run = (source: Source) => () => {
	const x = tensor([1, -2, 3, -4]);
	const sizes = { count: 1, depth: 1 };
	const y = launch({ source, reads: [x], sizes, threads: 1, out: [4] });
	x.dispose();
	return y;
};

test('a kernel that does not compile is never chosen, and the answer is remembered', async () => {
	const question = 'which of two';
	await on('webgpu', async () => {
		const candidates = [
			{ name: 'broken', run: run(broken) },
			{ name: 'right', run: run(right) }
		];
		expect(await choose(question, candidates)).toBe('right');
		expect(chosen(question)).toBe('right');
	});
	await on('webgpu', async () => {
		const never = () => {
			throw new Error('nothing is to be measured again');
		};
		expect(await choose(question, [{ name: 'broken', run: never }])).toBe('right');
	});
});

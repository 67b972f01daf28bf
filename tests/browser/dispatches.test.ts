import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { currentBackend } from '../../src/lib/runtimes/webgpu/current-backend.ts';
import { elementwise } from '../../src/lib/runtimes/webgpu/wgsl/elementwise.ts';
import { launch } from '../../src/lib/runtimes/webgpu/wgsl/program.ts';
import { on } from './networks.ts';

const relu = elementwise(4, ['relu']);

/** The first four numbers of a vector under ReLU, as far as `count` vectors are asked for. */
async function positive(values: readonly number[], count: number): Promise<number[]> {
	const x = tensor([...values]);
	const y = launch({
		...{ source: relu, reads: [x], sizes: { count, depth: 1 }, threads: count },
		out: [values.length]
	});
	const result = [...(await y.data())];
	x.dispose();
	y.dispose();
	return result;
}

test('a dispatch like one before takes over its sizes and bindings, and computes what is there now', () =>
	on('webgpu', async () => {
		const { queue } = currentBackend();
		const write = queue.writeBuffer.bind(queue);
		let writes = 0;
		queue.writeBuffer = (...args) => {
			writes += 1;
			write(...args);
		};
		expect(await positive([1, -2, 3, -4, -5, 6, -7, 8], 2)).toEqual([1, 0, 3, 0, 0, 6, 0, 8]);
		const first = writes;
		expect(first).toBeGreaterThan(0);
		expect(await positive([-1, 2, -3, 4, 5, -6, 7, -8], 2)).toEqual([0, 2, 0, 4, 5, 0, 7, 0]);
		expect(writes).toBe(first);
		expect((await positive([5, -6, 7, -8, 9, 9, 9, 9], 1)).slice(0, 4)).toEqual([5, 0, 7, 0]);
		expect(writes).toBeGreaterThan(first);
		queue.writeBuffer = write;
	}));

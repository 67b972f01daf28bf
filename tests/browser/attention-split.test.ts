import { tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { uniform } from '../../src/lib/checkpoint/deterministic.ts';
import { attention, type Attending } from '../../src/lib/runtimes/webgpu/wgsl/attention.ts';
import { SHARERS, splitAttention } from '../../src/lib/runtimes/webgpu/wgsl/attention-split.ts';
import { launch } from '../../src/lib/runtimes/webgpu/wgsl/program.ts';
import { distance, on } from './networks.ts';

const values = (name: string, size: number): Float32Array =>
	Float32Array.from({ length: size }, (_, i) => 2 * uniform(name, i));

/** A head's width in vectors, its queries for one thread, and the map or row that it looks at. */
type Case = Readonly<{
	depth: number;
	queries: number;
	window?: number;
	side: number;
	shift?: number;
}>;

async function outputs({ depth, queries, window, side, shift = 0 }: Case) {
	const [heads, images] = [2, 2];
	const attending: Attending = {
		...{ vectorWidth: 4, depth, queries },
		...{ window: window === undefined ? null : [window, window], masks: shift > 0 }
	};
	const positions = window === undefined ? side : window * window;
	const blocks = Math.ceil(positions / queries);
	const windows = window === undefined ? 1 : (side / window) ** 2;
	const count = images * windows * heads * blocks;
	const places = window === undefined ? side : side * side;
	const across = side / (window ?? 1);
	const run = async (of: typeof attention, threads: number) => {
		const reads = [
			tensor(values('x', images * places * 12 * heads * depth)),
			...(window === undefined ? [] : [tensor(values('table', (2 * window - 1) ** 2 * heads))])
		];
		const y = launch({
			...{ source: of(attending), reads, threads },
			sizes: {
				...{ positions, heads, count, blocks, height: side, width: side },
				...{ downs: across, acrosses: across, rollDown: shift, rollAcross: shift },
				...{ shiftDown: shift, shiftAcross: shift }
			},
			out: [images * places, 4 * heads * depth]
		});
		const result = Float32Array.from(await y.data<'float32'>());
		for (const part of [...reads, y]) part.dispose();
		return result;
	};
	return on('webgpu', async () => ({
		plain: await run(attention, count),
		split: await run(splitAttention, count * SHARERS)
	}));
}

const CASES: Readonly<Record<string, Case>> = {
	'of 3 positions, fewer than threads,': { depth: 2, queries: 1, side: 3 },
	'in heads of an odd width': { depth: 9, queries: 1, side: 20 },
	'of several queries a thread': { depth: 2, queries: 2, side: 37 },
	'in windows': { depth: 2, queries: 2, window: 7, side: 7 },
	'in shifted windows': { depth: 2, queries: 1, window: 4, side: 8, shift: 2 }
};

for (const [what, of] of Object.entries(CASES))
	test(`attention ${what} by threads that share queries is that by single threads`, async () => {
		const { plain, split } = await outputs(of);
		expect(plain.some((value) => value !== 0)).toBe(true);
		expect(distance(split, plain)).toBeLessThan(1e-5);
	});

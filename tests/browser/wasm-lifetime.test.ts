import { afterEach, expect, test } from 'vitest';
import { createLiveClient } from '../../src/lib/benchmark/client.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import type { Session } from '../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { wasmEngine } from '../../src/lib/runtimes/wasm/current.ts';
import { memoryOf } from '../../src/lib/runtimes/wasm/memory.ts';
import { smallLogits } from '../golden/small-logits.ts';
import { smallNetwork } from '../small-networks.ts';
import { distance, requestFor } from './networks.ts';
import { thorough } from './thorough.ts';

const CANCELS = thorough ? 1000 : 12;
/** What hangs ends with it; on a busy machine a run takes a second. */
const PATIENCE_MS = thorough ? 1_800_000 : 300_000;
const CYCLES = thorough ? 50 : 3;
const MODELS = ['tiny_convnext', 'tiny_vit', 'tiny_swin', 'tiny_resnext'];

const closes: (() => void)[] = [];
afterEach(() => {
	for (const close of closes.splice(0)) close();
});

/** A session on WebAssembly, and the memory that it has. */
async function open(): Promise<Readonly<{ session: Session; bytes: () => number }>> {
	const opened: Session[] = [];
	const memory = await memoryOf(async () => void opened.push(await runtimes.wasm.open()));
	const [session] = opened;
	if (!session || !memory) throw new Error('WebAssembly has no memory');
	closes.push(() => session.close());
	return { session, bytes: () => memory.buffer.byteLength };
}

/** Builds a network, runs it and frees it. */
async function outputOf(session: Session, model: string): Promise<Float32Array> {
	const { net, input } = smallNetwork(model);
	const request = { net, input, batch: 1, kernels: 'ours', weights: sourceOf() } as const;
	const network = await session.compile(request);
	const pass = network.feed(deterministicImage(input));
	const output = await pass.run();
	pass.free();
	network.free();
	return output;
}

const errorOf = (output: Float32Array, model: string): number => {
	const expected = smallLogits[model]?.logits ?? [];
	return distance(output.slice(0, expected.length), expected);
};

test(`${CYCLES * MODELS.length} networks built one after the other on WebAssembly take no more memory than the first few`, async () => {
	const { session, bytes } = await open();
	const seen: number[] = [];
	const before = session.memory();
	for (let cycle = 0; cycle < CYCLES; cycle++) {
		for (const model of MODELS)
			expect(errorOf(await outputOf(session, model), model)).toBeLessThan(1e-4);
		expect(session.memory()).toEqual(before);
		seen.push(bytes());
	}
	expect(seen).toEqual(seen.map(() => seen[0]));
});

test('a thread that crashes ends the call with a message, and what comes next is right', async () => {
	const { session } = await open();
	const first = await outputOf(session, 'tiny_vit');
	const crash = () => wasmEngine().call('no kernel' as never, [], 64);
	expect(crash).toThrow(wasmEngine().threads > 1 ? 'A thread of WebAssembly failed.' : Error);
	expect(await outputOf(session, 'tiny_vit')).toEqual(first);
});

test(
	`${CANCELS} runs on WebAssembly that are cancelled at any point all end, and the next is whole`,
	async () => {
		const client = createLiveClient();
		closes.push(() => client.dispose());
		const request = requestFor(smallNetwork('tiny_vit'), { backend: 'wasm' });
		const ends = { done: 0, cancelled: 0, failed: 0 };
		for (let i = 0; i < CANCELS; i++) {
			let heard = 0;
			const { kind } = await client.ask('run', request, () => {
				if (heard++ === i % 6) void client.stop();
			});
			ends[kind] += 1;
		}
		expect(ends.failed).toBe(0);
		expect(ends.cancelled).toBeGreaterThan(0);
		const whole = await client.ask('run', request);
		if (whole.kind !== 'done') throw new Error(JSON.stringify(whole));
		const { logits } = whole.result.output;
		expect(
			distance(logits, smallLogits['tiny_vit']?.logits.slice(0, logits.length) ?? [])
		).toBeLessThan(1e-4);
	},
	PATIENCE_MS
);

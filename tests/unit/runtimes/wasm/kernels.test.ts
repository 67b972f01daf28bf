import v8 from 'node:v8';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, memory, relu, setBackend, tensor, zeros, type Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import {
	chain,
	residual,
	sameShape,
	type Net,
	type Op,
	type Shape
} from '../../../../src/lib/arch/net.ts';
import { deterministicWeights } from '../../../../src/lib/checkpoint/deterministic.ts';
import { inRoot } from '../../../../scripts/root.js';
import { forgetAnswers } from '../../../../src/lib/runtimes/autotune/autotune.ts';
import type { ChooseVariant } from '../../../../src/lib/runtimes/tfjs/kernels/own-kernel.ts';
import { openBackend } from '../../../../src/lib/runtimes/tfjs/open.ts';
import type { OpenBackend } from '../../../../src/lib/runtimes/tfjs/opened.ts';
import { productTrials } from '../../../../src/lib/runtimes/tfjs/product-trials.ts';
import { buildModel } from '../../../../src/lib/runtimes/tfjs/model.ts';
import { planFor } from '../../../../src/lib/runtimes/plan/plan-for.ts';
import { chooseWithin } from '../../../../src/lib/runtimes/wasm/autotune.ts';
import { openWasmEngine } from '../../../../src/lib/runtimes/wasm/current.ts';
import { hasRelaxedSimd } from '../../../../src/lib/runtimes/wasm/simd.ts';
import { runs } from '../../../runs.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

const BINARIES = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
const DIST = inRoot('node_modules/@tensorflow/tfjs-backend-wasm/dist');

let opened: OpenBackend[] = [];

/** Both back ends, in a page that may not share memory. */
async function open(): Promise<void> {
	vi.stubGlobal('navigator', { hardwareConcurrency: 1 });
	vi.stubGlobal('crossOriginIsolated', false);
	const cpu = await openBackend('cpu');
	// The module says where its binaries lie for a browser.
	await import('../../../../src/lib/runtimes/tfjs/backends/wasm.ts');
	setWasmPaths(Object.fromEntries(BINARIES.map((name) => [name, `${DIST}/${name}`])));
	opened = [await openBackend('wasm'), cpu];
}

function close(): void {
	for (const one of opened.splice(0)) one.close();
	vi.unstubAllGlobals();
}

const BATCH = 2;

/** What a network gives for two images. @throws Error where anything is left behind */
async function outputOf(
	net: Net,
	input: Shape,
	backend: 'wasm' | 'cpu',
	choosing: Readonly<{ choose?: ChooseVariant }> = {}
) {
	await setBackend(backend);
	const { numTensors } = memory();
	const kernels = backend === 'wasm' ? 'ours' : 'stock';
	const steps = planFor(net, input, backend, kernels);
	const setting = { backend, kernels, batch: BATCH, ...choosing } as const;
	const model = await buildModel(steps, setting, () => Promise.resolve());
	const shape = [BATCH, ...input];
	const x = tensor(deterministicWeights('some.weight', shape), shape);
	const y = model.forward(x);
	const values = await y.data<'float32'>();
	for (const part of [y, x, model]) part.dispose();
	expect(memory().numTensors).toBe(numTensors);
	return { values, steps: steps.length };
}

/** The largest distance, in units of the largest value. */
function distance(a: Float32Array, b: Float32Array): number {
	const largest = b.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
	return a.length === b.length
		? a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0) / largest
		: Infinity;
}

const ACTIVATIONS: readonly Op[] = (
	[
		'relu',
		'relu6',
		'gelu',
		'geluTanh',
		'quickGelu',
		'silu',
		'sigmoid',
		'hardswish',
		'hardsigmoid'
	] as const
).map((kind) => ({ kind }));

const small = (min: number, max: number) => fc.integer({ min, max });
const map = (channels: fc.Arbitrary<number>) => fc.tuple(small(1, 13), small(1, 13), channels);

/** An operation, and what follows it in the same call. */
function ended(
	first: Op,
	input: Shape,
	after: Readonly<{ act: Op | null; scale: boolean; add: boolean }>
): Net {
	const parts: readonly Op[] = [
		first,
		...(after.scale ? [{ kind: 'layerScale' } as const] : []),
		...(after.act ? [after.act] : [])
	];
	const line = chain(parts.map((op, i) => [`part${i}`, op]));
	const out = layersOf(line, input).at(-1)?.out ?? [];
	return after.add && sameShape(out, input) ? residual(line, null) : line;
}

const endings = fc.record({
	act: fc.option(fc.constantFrom(...ACTIVATIONS)),
	scale: fc.boolean(),
	add: fc.boolean()
});

const sliding = {
	kernel: fc.oneof(small(1, 5), fc.tuple(small(1, 7), small(1, 3))),
	stride: small(1, 3),
	padding: small(0, 3)
};

const convs = fc
	.record({
		...sliding,
		side: map(small(1, 9)),
		groups: small(1, 4),
		perGroup: small(1, 37),
		dilation: small(1, 2),
		bias: fc.boolean()
	})
	.map(({ side: [height, width, each], groups, perGroup, ...rest }) => ({
		input: [height, width, groups * each],
		op: { kind: 'conv', out: groups * perGroup, groups, ...rest } as const
	}));

const tiles = fc
	.record({
		side: fc.tuple(small(10, 15), small(12, 15), small(8, 10)),
		out: small(4, 6),
		padding: small(0, 2),
		bias: fc.boolean()
	})
	.map(({ side: [height, width, fours], out, ...rest }) => ({
		input: [height, width, 4 * fours],
		op: { kind: 'conv', kernel: 3, stride: 1, groups: 1, out: 8 * out, ...rest } as const
	}));

/** Those that are timed: of few channels. */
const tried = fc
	.record({
		side: fc.tuple(small(12, 15), small(12, 15), small(4, 8)),
		out: small(2, 4),
		padding: small(0, 2),
		bias: fc.boolean()
	})
	.map(({ side: [height, width, fours], out, ...rest }) => ({
		input: [height, width, 4 * fours],
		op: { kind: 'conv', kernel: 3, stride: 1, groups: 1, out: 8 * out, ...rest } as const
	}));

const depthwises = fc
	.record({ ...sliding, side: map(small(2, 30)), dilation: small(1, 3), bias: fc.boolean() })
	.map(({ side, ...rest }) => ({
		input: side,
		op: { kind: 'conv', out: side[2], groups: side[2], ...rest } as const
	}));

const linears = fc
	.record({ rows: small(1, 40), into: small(1, 70), out: small(1, 70), bias: fc.boolean() })
	.map(({ rows, into, out, bias }) => ({
		input: [rows, into],
		op: { kind: 'linear', out, bias } as const
	}));

const eps = 1e-5;
const norms = fc
	.record({
		input: map(small(2, 70)),
		kind: fc.constantFrom('layerNorm', 'rmsNorm', 'simpleNorm', 'grn')
	})
	.map(({ input, kind }) => ({ input, op: { kind, eps } as Op }));

const groupNorms = fc
	.record({ side: map(small(1, 9)), groups: small(1, 4) })
	.map(({ side: [height, width, each], groups }) => ({
		input: [height, width, groups * each],
		op: { kind: 'groupNorm', groups, eps } as const
	}));

const attentions = fc
	.record({ tokens: small(1, 70), heads: small(1, 3), headWidth: small(1, 20) })
	.map(({ tokens, heads, headWidth }) => ({
		input: [tokens, 3 * heads * headWidth],
		op: { kind: 'attention', heads, window: null, shift: 0 } as Op
	}));

const windows = fc
	.record({
		high: small(1, 5),
		wide: small(1, 5),
		down: small(1, 3),
		across: small(1, 3),
		heads: small(1, 3),
		headWidth: small(1, 9),
		shifts: fc.boolean()
	})
	.map(({ high, wide, down, across, heads, headWidth, shifts }) => ({
		input: [high * down, wide * across, 3 * heads * headWidth],
		op: {
			kind: 'attention',
			heads,
			window: [high, wide],
			shift: shifts ? [high >> 1, wide >> 1] : 0
		} as Op
	}));

const pools = fc
	.record({
		input: map(small(3, 20)),
		kernel: small(1, 3),
		stride: small(1, 3),
		average: fc.boolean(),
		countPadding: fc.boolean()
	})
	.map(({ input, kernel, stride, average, countPadding }) => ({
		input,
		op: {
			kind: average ? 'avgPool' : 'maxPool',
			kernel,
			stride,
			padding: kernel >> 1,
			...(average ? { countPadding } : {})
		} as Op
	}));

const others = fc.record({
	input: map(small(1, 40)),
	op: fc.constantFrom<Op>({ kind: 'globalPool' }, { kind: 'mergePatches' }, ...ACTIVATIONS)
});

const OPERATIONS: Readonly<Record<string, fc.Arbitrary<{ input: Shape; op: Op }>>> = {
	'dense and grouped convolutions': convs,
	'convolutions in tiles': tiles,
	'depthwise convolutions': depthwises,
	'linear layers': linears,
	'norms of rows and of responses': norms,
	'group norms': groupNorms,
	'attention over all tokens': attentions,
	'attention in windows': windows,
	pools,
	'means, merged patches and activations': others
};

/** Node has relaxed SIMD behind a flag, or has it anyway. */
const RELAXED = [false, true];

for (const relaxed of RELAXED)
	describe(relaxed ? 'with relaxed SIMD' : 'as the engine is', () => {
		beforeAll(async () => {
			if (relaxed) v8.setFlagsFromString('--experimental-wasm-relaxed-simd');
			await open();
			if (relaxed) expect(hasRelaxedSimd()).toBe(true);
		});
		afterAll(close);

		test('our kernels are compiled while weights are made', async () => {
			await setBackend('wasm');
			const { compile } = WebAssembly;
			const begun = new Promise<void>((resolve) => {
				WebAssembly.compile = (bytes) => {
					resolve();
					return compile(bytes);
				};
			});
			const net = chain(
				['one', 'two'].map((name) => [name, { kind: 'linear', out: 8, bias: true }] as const)
			);
			const steps = planFor(net, [4, 8], 'wasm', 'ours');
			const setting = { backend: 'wasm', kernels: 'ours', batch: 1 } as const;
			const model = await buildModel(steps, setting, () => Promise.resolve(), {
				weightsOf: async ({ path, weights }) => {
					// Those of the first layer wait for it.
					if (path === 'one') await begun;
					return weights.map(({ shape }) => deterministicWeights('some.weight', shape));
				}
			});
			WebAssembly.compile = compile;
			expect(model.kernels).toHaveLength(2);
			model.dispose();
		});

		test('what a device reaches is also tried by our own products, which leave nothing behind', async () => {
			const [wasm] = opened;
			if (!wasm) throw new Error('nothing is open');
			await setBackend('wasm');
			const { numTensors } = memory();
			const { trials, free } = await productTrials('wasm', wasm);
			const end = wasm.list();
			for (const { launch } of trials) await launch(2);
			const names = end();
			free();
			expect(trials.map(({ amount }) => amount)).toEqual([2 ** 25, 2 ** 28, 2 ** 31]);
			expect(names).toEqual(Array.from({ length: 6 }, () => 'Own product'));
			expect(memory().numTensors).toBe(numTensors);
		});

		test('a convolution gives the same directly and in tiles, and nothing is left of the way that was not taken', async () => {
			await fc.assert(
				fc.asyncProperty(tried, endings, async ({ input, op }, after) => {
					const net = ended(op, input, after);
					const stock = await outputOf(net, input, 'cpu');
					for (const name of ['direct', 'tiles']) {
						let asked: readonly string[] = [];
						const choose: ChooseVariant = ({ x, variants }) => {
							const place = zeros([...x]);
							for (const { run } of variants) run(place).dispose();
							place.dispose();
							asked = variants.map((variant) => variant.name);
							return Promise.resolve(name);
						};
						const ours = await outputOf(net, input, 'wasm', { choose });
						expect([...asked].sort()).toEqual(['direct', 'tiles']);
						expect(distance(ours.values, stock.values)).toBeLessThan(1e-4);
					}
				}),
				{ numRuns: runs(60) }
			);
		});

		test('the variant that is faster here is chosen by its time, once, and none without time', async () => {
			vi.stubGlobal('navigator', { userAgent: 'Node' });
			await setBackend('wasm');
			await forgetAnswers();
			await openWasmEngine();
			const { numTensors } = memory();
			let count = 0;
			const times = (n: number) => (x: Tensor) => {
				count += 1;
				for (let i = 1; i < n; i++) relu(x).dispose();
				return relu(x);
			};
			const variants = [
				{ name: 'slow', code: '', run: times(9) },
				{ name: 'fast', code: '', run: times(1) }
			];
			const ask = (ms: number) => chooseWithin(ms)({ key: 'of two', x: [1000], variants });
			expect(await ask(0)).toBe('slow');
			expect(count).toBe(0);
			expect(await ask(Infinity)).toBe('fast');
			const measured = count;
			expect(await ask(Infinity)).toBe('fast');
			expect(count).toBe(measured);
			expect(memory().numTensors).toBe(numTensors);
		});

		for (const [name, operations] of Object.entries(OPERATIONS))
			test(`${name} give on our kernels for WebAssembly what stock tfjs gives on the CPU`, async () => {
				await fc.assert(
					fc.asyncProperty(operations, endings, async ({ input, op }, after) => {
						let net: Net;
						try {
							net = ended(op, input, after);
						} catch {
							// What does not fit a map is no network.
							return fc.pre(false);
						}
						const ours = await outputOf(net, input, 'wasm');
						const stock = await outputOf(net, input, 'cpu');
						expect(ours.steps).toBeLessThanOrEqual(stock.steps);
						expect(distance(ours.values, stock.values)).toBeLessThan(1e-4);
					}),
					{ numRuns: runs(60) }
				);
			});
	});

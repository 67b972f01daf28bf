import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../src/lib/arch/design.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import { weightBytes } from '../../src/lib/count/memory.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import type { Kernels } from '../../src/lib/runtimes/kernel-sets.ts';
import type {
	CompileRequest,
	LayerOutput,
	Runtime,
	Session
} from '../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallLogits as reference } from '../golden/small-logits.ts';
import { smallNetwork } from '../small-networks.ts';
import { distance, smallNetworks } from './networks.ts';

const imageOf = ({ input }: Network): Float32Array => deterministicImage(input);

const requestOf = (
	{ net, input }: Network,
	kernels: Kernels,
	changes: Partial<CompileRequest> = {}
): CompileRequest => ({ net, input, batch: 1, kernels, weights: sourceOf(), ...changes });

/** Opens a runtime for as long as some work takes. */
async function within<T>(runtime: Runtime, work: (session: Session) => Promise<T>): Promise<T> {
	const session = await runtime.open();
	try {
		return await work(session);
	} finally {
		session.close();
	}
}

/** What layers of a network give for the deterministic image. */
async function outputsIn(
	session: Session,
	network: Network,
	kernels: Kernels,
	paths: readonly string[]
): Promise<readonly LayerOutput[]> {
	const compiled = await session.compile(requestOf(network, kernels, { outputs: paths }));
	const pass = compiled.feed(imageOf(network));
	const outputs = await pass.outputsOf(paths);
	const each: LayerOutput[] = [];
	await pass.eachOutput((output) => each.push(output));
	expectAlike(
		each.filter(({ path }) => paths.includes(path)),
		outputs
	);
	pass.free();
	compiled.free();
	return outputs;
}

/** Networks that together have every kind of fused call. */
const WITH_OUTPUTS: readonly string[] = ['small_senet', 'tiny_swin', 'tiny_vit'];

/** What layers give on the CPU. */
const expectedOutputs = new Map<string, readonly LayerOutput[]>();

async function expectedOf(model: string): Promise<readonly LayerOutput[]> {
	const known = expectedOutputs.get(model);
	if (known) return known;
	const network = smallNetwork(model);
	const paths = network.layers.map(({ path }) => path);
	const found = await within(runtimes.cpu, (session) =>
		outputsIn(session, network, 'stock', paths)
	);
	expectedOutputs.set(model, found);
	return found;
}

const largest = (values: Float32Array): number =>
	values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);

function expectAlike(live: readonly LayerOutput[], expected: readonly LayerOutput[]): void {
	expect(live.map(({ path, shape }) => ({ path, shape }))).toEqual(
		expected.map(({ path, shape }) => ({ path, shape }))
	);
	for (const [i, { path, values }] of live.entries()) {
		const other = expected[i]?.values ?? new Float32Array();
		expect(distance(values, other) / largest(other), path).toBeLessThan(1e-4);
	}
}

/** So few that kernels compute past most layers, and that windows are found without a shift. */
const few = <T>(all: readonly T[]): readonly T[] => all.filter((_, i) => i % 7 === 0);

/**
 * What every runtime must do, as tests.
 *
 * @param name of the runtime in the tests' titles
 * @param tolerance how far logits may be from PyTorch's
 * @param models networks whose logits are compared
 * @param withOutputs networks whose layers’ outputs are compared
 */
export function testRuntime(
	name: string,
	runtime: Runtime,
	tolerance: number,
	models: readonly string[] = Object.keys(smallNetworks),
	withOutputs: readonly string[] = WITH_OUTPUTS
): void {
	const kernels: Kernels = 'ours';
	// Of all, it needs the fewest shaders, which a processor takes long to compile.
	const tiny = smallNetwork('tiny_vit');

	test(`${name} is found in this browser`, async () => {
		expect(await runtime.probe()).toMatchObject({ missing: null });
	});

	// One session for all: networks share most of their shaders, which a processor takes long to compile.
	describe('in one session', () => {
		let session: Session;
		beforeAll(async () => {
			// Plain kernels first: of an engine's backends only one is open at a time.
			for (const model of withOutputs) await expectedOf(model);
			session = await runtime.open();
		});
		afterAll(() => session.close());

		for (const model of models)
			test(`${name} gives PyTorch’s logits of ${model}, for every image of a batch`, async () => {
				const network = smallNetwork(model);
				const compiled = await session.compile(requestOf(network, kernels, { batch: 2 }));
				const pass = compiled.feed(imageOf(network));
				const logits = await pass.run();
				pass.free();
				compiled.free();
				// On file are the first of many.
				const expected = reference[model]?.logits ?? [];
				expect(expected).not.toHaveLength(0);
				const each = logits.length / 2;
				for (const start of [0, each])
					expect(distance(logits.slice(start, start + expected.length), expected)).toBeLessThan(
						tolerance
					);
			});

		for (const model of withOutputs)
			test(`${name} hands out any layer’s output of ${model}, and it is what plain kernels give on the CPU`, async () => {
				const expected = await expectedOf(model);
				const paths = expected.map(({ path }) => path);
				const network = smallNetwork(model);
				expectAlike(await outputsIn(session, network, kernels, paths), expected);
				expectAlike(await outputsIn(session, network, kernels, few(paths)), few(expected));
			});

		test(`${name} says so when a layer is asked for that was not named`, async () => {
			const [first] = tiny.layers.map(({ path }) => path);
			const compiled = await session.compile(requestOf(tiny, kernels));
			const pass = compiled.feed(imageOf(tiny));
			await expect(pass.outputsOf([first ?? ''])).rejects.toThrow('was not named when compiling');
			pass.free();
			compiled.free();
		});

		test(`${name} runs one network on many inputs, and a second one beside it, without building again`, async () => {
			const compiled = await session.compile(requestOf(tiny, kernels));
			const image = imageOf(tiny);
			const pass = compiled.feed(image);
			const first = await pass.run();
			const built = session.memory();
			const negated = compiled.feed(image.map((value) => -value));
			expect(distance(await negated.run(), first)).toBeGreaterThan(1e-2);
			expect(await pass.run()).toEqual(first);
			negated.free();
			expect(session.memory()).toEqual(built);

			const second = smallNetwork('tiny_vit@32x48');
			const other = await session.compile(requestOf(second, kernels));
			const beside = other.feed(imageOf(second));
			const expected = reference['tiny_vit@32x48']?.logits ?? [];
			expect(expected).not.toHaveLength(0);
			expect(distance(await beside.run(), expected)).toBeLessThan(1e-4);
			expect(await pass.run()).toEqual(first);
			for (const part of [beside, other, pass, compiled]) part.free();
		});

		test(`${name} refuses values that are no images`, async () => {
			const compiled = await session.compile(requestOf(tiny, kernels, { batch: 2 }));
			expect(() => compiled.feed(new Float32Array(7))).toThrow(
				'7 values are no images of 32 × 32 × 3'
			);
			compiled.free();
		});

		test(`${name} stops building when it is asked to`, async () => {
			const between = () => Promise.reject(new Error('stopped'));
			await expect(session.compile(requestOf(tiny, kernels, { between }))).rejects.toThrow(
				'stopped'
			);
		});

		test(`${name} times every layer by its path, or says that it cannot`, async () => {
			const compiled = await session.compile(requestOf(tiny, kernels));
			const pass = compiled.feed(imageOf(tiny));
			if (session.stepClock === null)
				await expect(pass.timeSteps({ passes: 1 })).rejects.toMatchObject({
					failure: { code: 'unsupported' }
				});
			else {
				const { layers, gpu } = await pass.timeSteps({ passes: 2 });
				expect(layers.map(({ path }) => path)).toEqual(tiny.layers.map(({ path }) => path));
				expect(layers.some(({ ms }) => ms > 0)).toBe(true);
				expect(gpu !== null).toBe(session.stepClock === 'gpu');
			}
			pass.free();
			compiled.free();
		});

		test(`${name} names its kernel calls, counts parameters and follows memory, or says that it does not`, async () => {
			const before = session.memory();
			const peakBytes = session.watchPeakBytes();
			const expectNoErrors = session.watchErrors();
			const compiled = await session.compile(requestOf(tiny, kernels));
			const pass = compiled.feed(imageOf(tiny));
			await pass.compile();
			const { output, kernelCalls } = await pass.trace();
			expect(output).toEqual(await pass.run());
			await expectNoErrors();
			if (kernelCalls !== null) expect(kernelCalls.length).toBeGreaterThan(0);
			if (compiled.params !== null) expect(compiled.params).toBe(sumLayers(tiny.layers).params);
			const peak = peakBytes();
			if (peak !== null) expect(peak).toBeGreaterThan(weightBytes(tiny.layers));
			pass.free();
			compiled.free();
			expect(session.memory()).toEqual(before);
		});
	});

	test(`${name} opens again after it was closed in the middle of things`, async () => {
		const image = imageOf(tiny);
		const runs: Float32Array[] = [];
		for (let i = 0; i < 2; i++)
			await within(runtime, async (session) => {
				runs.push(await (await session.compile(requestOf(tiny, kernels))).feed(image).run());
			});
		expect(runs[1]).toEqual(runs[0]);
	});
}

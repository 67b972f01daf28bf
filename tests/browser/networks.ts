import { setBackend, tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { afterAll } from 'vitest';
import { examine, presetDesign, type Network } from '../../src/lib/arch/design.ts';
import type { FieldValue } from '../../src/lib/arch/fields.ts';
import { chain, type Net } from '../../src/lib/arch/net.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import type { Kernels } from '../../src/lib/runtimes/kernel-sets.ts';
import { buildModel } from '../../src/lib/runtimes/tfjs/model.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import { layersIn } from '../../src/lib/runtimes/plan/plan.ts';
import { planFor } from '../../src/lib/runtimes/plan/plan-for.ts';
import { openBackend } from '../../src/lib/runtimes/tfjs/open.ts';
import type { OpenBackend } from '../../src/lib/runtimes/tfjs/opened.ts';
import type { RunRequest } from '../../src/lib/benchmark/run-request.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { smallDesigns, smallNetwork } from '../small-networks.ts';

type Changes = Readonly<Record<string, FieldValue>>;

/** A preset with fields changed, as a network. */
export function network(preset: string, changes: Changes = {}): Network {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	const examined = examine({ ...design, config: { ...design.config, ...changes } });
	if (!examined.ok) throw new Error(JSON.stringify(examined.problems));
	return examined.network;
}

/** The small networks whose PyTorch logits are on file, by their names there. */
export const smallNetworks: Readonly<Record<string, Network>> = Object.fromEntries(
	Object.keys(smallDesigns).map((name) => [name, smallNetwork(name)])
);

const patches: Net = {
	kind: 'conv',
	out: 8,
	kernel: 8,
	stride: 8,
	padding: 0,
	groups: 1,
	bias: true
};
const INPUT = [32, 32, 3];

/** For what does not depend on the network: three shaders, of which a processor takes long to compile each. */
export const leastNetwork: Pick<Network, 'net' | 'input'> = {
	net: chain([
		['patch', patches],
		['pool', { kind: 'globalPool' }],
		['head', { kind: 'linear', out: 10, bias: true }]
	]),
	input: INPUT
};

/**
 * A few more: a norm, which is many kernels of tfjs's, and an activation that others take into theirs. They are
 * dispatched more often than tfjs waits to submit them.
 */
export const shortNetwork: Pick<Network, 'net' | 'input'> = {
	net: chain([
		['patch', patches],
		...['0', '1', '2', '3', '4', '5', '6', '7'].map((name): [string, Net] => [
			name,
			chain([
				['norm', { kind: 'layerNorm', eps: 1e-6, channelsFirst: false }],
				['fc', { kind: 'linear', out: 8, bias: true }],
				['act', { kind: 'gelu' }]
			])
		]),
		['pool', { kind: 'globalPool' }],
		['head', { kind: 'linear', out: 10, bias: true }]
	]),
	input: INPUT
};

const noWait = (): Promise<void> => Promise.resolve();

/** Computes on a backend that is open. @throws Error where the device reports one */
async function watched<T>({ watch }: OpenBackend, compute: () => Promise<T>): Promise<T> {
	const end = watch();
	const result = await compute();
	const error = await end();
	if (error !== null) throw new Error(error);
	return result;
}

/** Opens a backend from scratch, computes, and drops it again. */
export async function on<T>(backend: BackendName, compute: () => Promise<T>): Promise<T> {
	const opened = await openBackend(backend);
	try {
		return await watched(opened, compute);
	} finally {
		opened.close();
	}
}

/**
 * For tests of a file or group that compute on the same backends in turn: each is opened once for all of
 * them, with the shaders it has compiled, and dropped after the last.
 *
 * @returns what computes on a backend
 */
export function keptOpen(): typeof on {
	const all = new Map<BackendName, OpenBackend>();
	afterAll(() => {
		for (const { close } of all.values()) close();
	});
	return async (backend, compute) => {
		const opened = all.get(backend) ?? (await openBackend(backend));
		all.set(backend, opened);
		await setBackend(backend);
		return watched(opened, compute);
	};
}

/** Outputs of a network for one image, on the current backend. @throws Error where it has not the parameters that are counted */
export async function outputsOf(
	net: Net,
	x: Tensor,
	backend: BackendName,
	kernels: Kernels = 'ours'
): Promise<Float32Array<ArrayBufferLike>> {
	const [batch = 1, ...input] = x.shape;
	const steps = planFor(net, input, backend, kernels);
	const model = await buildModel(steps, { backend, kernels, batch }, noWait);
	const { params } = sumLayers(steps.flatMap(layersIn));
	if (model.params !== params) throw new Error(`${model.params} parameters, not ${params}`);
	const y = model.forward(x);
	const values = await y.data<'float32'>();
	y.dispose();
	model.dispose();
	return values;
}

/** Logits of a network for the deterministic image. */
export const logitsOf = ({ net, input }: Network, backend: BackendName, kernels?: Kernels) =>
	on(backend, async () => {
		const [height = 0, width = 0, channels = 0] = input;
		const x = tensor4d(deterministicImage(input), [1, height, width, channels]);
		const logits = await outputsOf(net, x, backend, kernels);
		x.dispose();
		return logits;
	});

/** The largest distance between values that belong together. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
	if (a.length !== b.length) return Infinity;
	let largest = 0;
	for (let i = 0; i < a.length; i++) {
		const gap = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
		// A NaN must not pass as close, wherever it stands.
		if (Number.isNaN(gap)) return NaN;
		largest = Math.max(largest, gap);
	}
	return largest;
}

/** A request that takes a moment: a small network on the CPU. */
export function requestFor(
	{ net, input }: Pick<Network, 'net' | 'input'>,
	changes: Partial<RunRequest> = {}
): RunRequest {
	return {
		net,
		input,
		batch: 1,
		backend: 'cpu',
		kernels: 'ours',
		runs: 3,
		budgetMs: 60_000,
		layerTimes: false,
		design: '#test',
		...changes
	};
}

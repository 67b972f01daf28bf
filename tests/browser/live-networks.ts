import { tensor4d, type Tensor } from '@tensorflow/tfjs-core';
import { examine, presetDesign, type Network } from '../../src/lib/arch/design.ts';
import type { FieldValue } from '../../src/lib/arch/fields.ts';
import type { Net } from '../../src/lib/arch/net.ts';
import type { BackendName } from '../../src/lib/live/backends.ts';
import type { Kernels } from '../../src/lib/live/choice.ts';
import { buildModel } from '../../src/lib/live/model.ts';
import { planFor } from '../../src/lib/live/plan-for.ts';
import { openBackend } from '../../src/lib/live/open/open.ts';
import type { RunRequest } from '../../src/lib/live/protocol.ts';
import { deterministicImage } from '../../src/lib/live/weights.ts';

type Changes = Readonly<Record<string, FieldValue>>;

/** A preset with fields changed, as a network. */
export function network(preset: string, changes: Changes = {}): Network {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	const examined = examine({ ...design, config: { ...design.config, ...changes } });
	if (!examined.ok) throw new Error(JSON.stringify(examined.problems));
	return examined.network;
}

const small: Changes = { input: 64, classes: 10 };
const convnext: Changes = { ...small, depths: [1, 1, 2, 1], widths: [8, 16, 32, 64] };
const resnet: Changes = { ...small, depths: [1, 1, 1, 1] };

const swin: Changes = { classes: 10, width: 12, depths: [2, 2], heads: [2, 4] };
const vit: Changes = { input: 32, classes: 10, patch: 8, width: 24, depth: 2, heads: 3 };
const [SWIN, VIT] = ['swin_tiny_patch4_window7_224', 'vit_tiny_patch16_224'];

/** The small networks whose PyTorch logits are on file, by their names there. */
export const smallNetworks: Readonly<Record<string, Network>> = {
	tiny_convnext: network('convnext_tiny', convnext),
	tiny_convnext_k3579: network('convnext_tiny', { ...convnext, kernels: [3, 5, 7, 9] }),
	tiny_convnextv2: network('convnextv2_tiny', convnext),
	tiny_resnet_bottleneck: network('resnet50', { ...small, depths: [1, 1, 2, 1] }),
	tiny_resnet_basic: network('resnet18', resnet),
	// Base width 4 and cardinality 8: 8 × 4 / 64 channels inside for each base channel.
	tiny_resnext: network('resnext50_32x4d', { ...resnet, cardinality: 8, inner: 0.5 }),
	tiny_swin: network(SWIN, { ...swin, input: 56 }),
	// Maps of 18 and 9 positions with windows of 7.
	padded_swin: network(SWIN, { ...swin, input: 72 }),
	odd_swin: network(SWIN, { ...swin, input: 60, depths: [2, 2, 1], heads: [2, 3, 4], window: 4 }),
	tiny_vit: network(VIT, vit),
	average_vit: network(VIT, { ...vit, pool: 'average' }),
	tokenless_vit: network(VIT, { ...vit, pool: 'average', classToken: false, qkvBias: false })
};

export const smallNetwork = (name: string): Network => {
	const found = smallNetworks[name];
	if (!found) throw new Error(`there is no small network ${name}`);
	return found;
};

const noWait = (): Promise<void> => Promise.resolve();

/** Opens a backend from scratch, computes, and drops it again. */
export async function on<T>(backend: BackendName, compute: () => Promise<T>): Promise<T> {
	const opened = await openBackend(backend);
	const end = opened.watch();
	try {
		const result = await compute();
		const error = await end();
		if (error !== null) throw new Error(error);
		return result;
	} finally {
		opened.close();
	}
}

/** Outputs of a network for one image, on the current backend. */
export async function outputsOf(
	net: Net,
	x: Tensor,
	backend: BackendName,
	kernels: Kernels = 'ours'
): Promise<Float32Array<ArrayBufferLike>> {
	const [batch = 1, ...input] = x.shape;
	const steps = planFor(net, input, backend, kernels);
	const model = await buildModel(steps, { backend, kernels, batch }, noWait);
	const y = model.forward(x);
	const values = await y.data<'float32'>();
	y.dispose();
	model.dispose();
	return values;
}

/** Logits of a network for the deterministic image. */
export const logitsOf = ({ net, input }: Network, backend: BackendName, kernels?: Kernels) =>
	on(backend, async () => {
		const side = input[0] ?? 0;
		const x = tensor4d(deterministicImage(side), [1, side, side, 3]);
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
		// A NaN must not pass as close.
		if (!(gap <= largest)) largest = gap;
	}
	return largest;
}

/** A request that takes a moment: a small network on the CPU. */
export function requestFor({ net, input }: Network, changes: Partial<RunRequest> = {}): RunRequest {
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

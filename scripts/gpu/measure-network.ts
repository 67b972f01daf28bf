import { examine, presetDesign, type Network } from '../../src/lib/arch/design.ts';
import type { Kind } from '../../src/lib/arch/ops.ts';
import knownLogits from '../../src/lib/benchmark/known-logits.json' with { type: 'json' };
import { measure } from '../../src/lib/benchmark/measure.ts';
import { summarize } from '../../src/lib/benchmark/output.ts';
import { callsByKind, timedCalls } from '../../src/lib/benchmark/report/achieved.ts';
import type { Output, PrecisionCheck } from '../../src/lib/benchmark/report/report.ts';
import type { RunRequest } from '../../src/lib/benchmark/run-request.ts';
import { withSession } from '../../src/lib/benchmark/session.ts';
import { verificationOf, type Known } from '../../src/lib/benchmark/verify.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sumLayers } from '../../src/lib/count/totals.ts';
import type { LayerTime } from '../../src/lib/runtimes/layer-time.ts';
import { atOnce } from './run-at-once.ts';

/** Whose kernels compute, and how: a row of the table each. */
export const VARIANTS = {
	ours: { label: 'ours', compute: { kernels: 'ours' } },
	f16: { label: 'ours, f16', compute: { kernels: 'ours', precision: 'f16' } },
	int8: { label: 'ours, int8 weights', compute: { kernels: 'ours', precision: 'int8' } },
	stock: { label: 'stock TensorFlow.js', compute: { kernels: 'stock' } }
} as const satisfies Readonly<
	Record<string, { label: string; compute: Pick<RunRequest, 'kernels' | 'precision'> }>
>;
export type Variant = keyof typeof VARIANTS;

export type GpuRequest = Readonly<{
	/** timm's name. */
	preset: string;
	/** Side of the square input, where it is not the usual one. */
	input?: number;
	variant: Variant;
	batch: number;
	runs: number;
	budgetMs: number;
}>;

/** Calls whose time is that of matrix products. */
const PRODUCTS: ReadonlySet<Kind> = new Set([
	'dense conv',
	'pointwise',
	'classifier',
	'grouped conv'
]);

/** What a network took. Times in ms. */
export type GpuMeasurement = Readonly<{
	buildMs: number;
	firstMs: number;
	samples: readonly number[];
	/** All dispatches of a pass on the GPU's clock; `null` without timestamps. */
	gpuMs: number | null;
	dispatches: number;
	peakBytes: number;
	flops: number;
	/** Each layer's dispatches by timestamps. */
	layers: readonly LayerTime[];
	/** Products and convolutions alone, by timestamps. */
	products: Readonly<{ flops: number; ms: number }> | null;
	output: Output;
	/** How far the output is from float32’s on this device; `null` where all is kept as float32. */
	precision: PrecisionCheck | null;
	/** The largest distance from PyTorch's output; `null` where PyTorch's is not on file. */
	error: number | null;
	passed: boolean;
}>;

function networkOf({ preset, input }: GpuRequest): Network {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	const sized = input === undefined ? {} : { input };
	const examined = examine({ ...design, config: { ...design.config, ...sized } });
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join('; '));
	return examined.network;
}

/** Builds a network in a session of its own, runs and checks it. @throws Error where it does not run */
export async function measureNetwork(
	request: GpuRequest,
	tell: (phase: string) => void
): Promise<GpuMeasurement> {
	const { preset, input, variant, batch, runs, budgetMs } = request;
	const { net, layers, input: shape } = networkOf(request);
	const totals = sumLayers(layers);
	const measured = await withSession('webgpu', (session) =>
		measure(
			{
				session,
				params: totals.params,
				request: {
					...{ net, input: shape, batch, ...VARIANTS[variant].compute, runs, budgetMs },
					...{ backend: 'webgpu', layerTimes: true, design: preset }
				}
			},
			deterministicImage(shape),
			atOnce(tell)
		)
	);
	const { precision } = measured;
	const layerTimes = measured.gpu ? measured.layerTimes : [];
	const products = callsByKind(
		timedCalls({ layerTimes, batch, ...(precision ? { precision } : {}) }, layers)
	).filter(({ kind }) => PRODUCTS.has(kind));
	const sum = (read: (of: (typeof products)[number]) => number) =>
		products.reduce((total, one) => total + read(one), 0);
	const output = summarize(measured.output, batch);
	// What is kept in fewer bits is held to float32 on this device, not to PyTorch.
	const known =
		!precision &&
		input === undefined &&
		new Map<string, Known>(Object.entries(knownLogits)).get(preset);
	const verdict = known ? verificationOf(output, known) : null;
	return {
		buildMs: measured.buildMs,
		firstMs: measured.firstPassMs,
		samples: measured.runs.samples,
		gpuMs: measured.gpu?.sumMs ?? null,
		dispatches: measured.calls,
		peakBytes: measured.peakTensorBytes,
		flops: 2 * totals.macs * batch,
		layers: layerTimes,
		products:
			products.length > 0 ? { flops: sum(({ flops }) => flops), ms: sum(({ ms }) => ms) } : null,
		output,
		precision: precision ?? null,
		error: verdict?.error ?? null,
		passed: verdict?.passed ?? true
	};
}

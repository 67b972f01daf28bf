import type { Tensor } from '@tensorflow/tfjs-core';
import { sidesOf } from '../../../arch/net.ts';
import { attentionSizes, isShifted } from '../../../arch/ops/attention.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { headParts, wideAttention } from '../wgsl/attention-wide.ts';
import { attention as plainAttention, type Attending } from '../wgsl/attention.ts';
import { SHARERS, SPLIT_BYTES, splitAttention } from '../wgsl/attention-split.ts';
import { currentBackend } from '../current-backend.ts';
import { launch, type ShaderSource } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { contributions } from '../contributions.ts';
import { autotune, runsInSoftware } from '../autotune.ts';
import type { AttentionVariant } from './attention-variant.ts';
import { batchOf, type OwnKernelArguments } from '../../tfjs/kernels/own-kernel.ts';
import { table } from './weights.ts';

/** Registers of a thread for its queries, in floats; their sums of values take as many. */
const QUERY_FLOATS = 64;

/** Multiply-accumulates of the scores below which any kernel will do. */
const WORTH_MEASURING = 4e6;

/** The widest head of which query and sum fit a thread's registers. */
const WIDEST_HEAD = 128;

/** By which a release of a kernel is known from another. */
const SAMPLE: Attending = { vectorWidth: 4, depth: 8, queries: 2, window: [7, 7], masks: true };

const fitsSplit = (): boolean =>
	currentBackend().device.limits.maxComputeWorkgroupStorageSize >= SPLIT_BYTES;

/** The variants that can compute it on this device. */
async function variantsFor(
	attending: Attending,
	positions: number
): Promise<readonly AttentionVariant[]> {
	const { vectorWidth, depth, queries } = attending;
	if (vectorWidth * depth > WIDEST_HEAD)
		return [{ name: 'wide', make: wideAttention, blocks: positions * headParts(depth) }];
	const contributed: AttentionVariant[] = [];
	for (const of of await contributions())
		contributed.push(...(await of.attention(attending, positions)));
	const blocks = Math.ceil(positions / queries);
	const plain = { name: 'plain', make: plainAttention, blocks };
	// In software barriers cost more than idle threads, of which there are none.
	if (runsInSoftware() || !fitsSplit()) return [...contributed, plain];
	return [{ name: 'split', make: splitAttention, blocks, team: SHARERS }, ...contributed, plain];
}

type Compiled = AttentionVariant & Readonly<{ source: ShaderSource }>;

export async function attention(args: OwnKernelArguments<'attention'>): Promise<CompiledKernel> {
	const { op, x, out, values, step, batch, precision } = args;
	const { heads } = op;
	const window = op.window === null ? null : sidesOf(op.window);
	const { windows, positions, headWidth } = attentionSizes(op, x);
	const vectorWidth = vectorWidthOf(headWidth);
	const queries = Math.max(1, Math.min(4, Math.floor(QUERY_FLOATS / headWidth)));
	const masks = window !== null && isShifted(op);
	const attending = { vectorWidth, depth: headWidth / vectorWidth, queries, window, masks };
	const variants: readonly Compiled[] = (await variantsFor(attending, positions)).map(
		(variant) => ({
			...variant,
			source: variant.make(attending)
		})
	);
	const params = values.map((one) => table(one, precision));
	const [height = 0, width = 0] = x;
	const [high, wide] = window ?? [1, 1];
	const [shiftDown, shiftAcross] = sidesOf(op.shift);
	const run = ({ source, blocks, team = 1 }: Compiled, input: Tensor) => {
		const count = batchOf(input) * windows * heads * blocks;
		return launch({
			source,
			reads: [input, ...params],
			sizes: {
				positions,
				heads,
				count,
				blocks,
				height,
				width,
				downs: height / high,
				acrosses: width / wide,
				rollDown: step.rolls ? shiftDown : 0,
				rollAcross: step.rolls ? shiftAcross : 0,
				shiftDown,
				shiftAcross
			},
			threads: count * team,
			out: [batchOf(input), ...out]
		});
	};
	const work = batch * windows * heads * positions * positions * headWidth;
	const sizes = runsInSoftware() ? [] : [headWidth, positions];
	const best = await autotune({
		key: [
			'attention',
			window === null ? 'global' : 'windowed',
			...sizes,
			...(precision === 'f16' ? ['f16'] : [])
		].join(' '),
		x: [batch, ...x],
		halved: precision === 'f16',
		variants: (work < WORTH_MEASURING ? variants.slice(0, 1) : variants).map((variant) => ({
			name: variant.name,
			code: variant.make(SAMPLE).code,
			run: (input) => run(variant, input)
		}))
	});
	const variant = variants.find((one) => one.name === best) ?? nth(variants, 0);
	return { params, buffers: [], run: (input) => run(variant, input) };
}

import type { Tensor } from '@tensorflow/tfjs-core';
import { attentionSizes } from '../../../arch/ops/attention.ts';
import { nth, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { quadAttention } from '../software/attention-quad.ts';
import { headParts, wideAttention } from '../wgsl/attention-wide.ts';
import { attention as plainAttention, type Attending } from '../wgsl/attention.ts';
import { vectorWidthOf, launch, type ShaderSource } from '../wgsl/program.ts';
import { hasQuads, QUAD } from '../software/quads.ts';
import { autotune, runsInSoftware } from '../autotune/autotune.ts';
import { batchOf, vector, type OwnKernelArguments } from './kernel.ts';

/** Registers of a thread that hold its queries, in floats; their sums of values take as many. */
const QUERY_FLOATS = 64;

/** Multiply-accumulates of the scores below which any kernel will do. */
const WORTH_MEASURING = 4e6;

/** The widest head of which a thread can hold query and sum in registers. */
const WIDEST_HEAD = 128;

const MAKERS = { quad: quadAttention, plain: plainAttention, wide: wideAttention } as const;

/** A kernel for attention, and how many threads it needs for one head's queries. */
type Variant = Readonly<{ name: keyof typeof MAKERS; source: ShaderSource; blocks: number }>;

/** By which a release of a kernel is told from another. */
const SAMPLE: Attending = { vectorWidth: 4, depth: 8, queries: 2, window: 7, masks: true };

function variantsOf(attending: Attending, positions: number, quads: boolean): readonly Variant[] {
	const { vectorWidth, depth } = attending;
	if (vectorWidth * depth > WIDEST_HEAD) {
		const threads = positions * headParts(depth);
		return [{ name: 'wide', source: MAKERS.wide(attending), blocks: threads }];
	}
	const blocks = Math.ceil(positions / attending.queries);
	const inQuads = Math.ceil(blocks / QUAD) * QUAD;
	const plain: Variant = { name: 'plain', source: MAKERS.plain(attending), blocks };
	if (!quads) return [plain];
	return [{ name: 'quad', source: MAKERS.quad(attending), blocks: inQuads }, plain];
}

export async function attention(args: OwnKernelArguments<'attention'>): Promise<CompiledKernel> {
	const { op, x, out, values, step, batch } = args;
	const { window, heads } = op;
	const { windows, positions, headWidth } = attentionSizes(op, x);
	const vectorWidth = vectorWidthOf(headWidth);
	const queries = Math.max(1, Math.min(4, Math.floor(QUERY_FLOATS / headWidth)));
	const masks = window !== null && op.shift > 0;
	const attending = { vectorWidth, depth: headWidth / vectorWidth, queries, window, masks };
	const variants = variantsOf(attending, positions, await hasQuads());
	const params = values.map(vector);
	const [height = 0, width = 0] = x;
	const side = window ?? 1;
	const run = ({ source, blocks }: Variant, input: Tensor) => {
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
				downs: height / side,
				acrosses: width / side,
				roll: step.rolls ? op.shift : 0,
				shift: op.shift
			},
			threads: count,
			out: [batchOf(input), ...out]
		});
	};
	const work = batch * windows * heads * positions * positions * headWidth;
	const sizes = runsInSoftware() ? [] : [headWidth, positions];
	const best = await autotune({
		text: ['attention', window === null ? 'global' : 'windowed', ...sizes].join(' '),
		x: [batch, ...x],
		variants: (work < WORTH_MEASURING ? variants.slice(0, 1) : variants).map((variant) => ({
			name: variant.name,
			code: MAKERS[variant.name](SAMPLE).code,
			run: (input) => run(variant, input)
		}))
	});
	const variant = variants.find((one) => one.name === best) ?? nth(variants, 0);
	return { params, buffers: [], run: (input) => run(variant, input) };
}

import type { Tensor } from '@tensorflow/tfjs-core';
import { attentionSizes } from '../../../arch/ops/attention.ts';
import { nth, type Ready } from '../kernel.ts';
import { quadAttention } from '../wgsl/attention-quad.ts';
import { headParts, wideAttention } from '../wgsl/attention-wide.ts';
import { attention as plainAttention, type Attending } from '../wgsl/attention.ts';
import { lanesOf, launch, type Source } from '../wgsl/program.ts';
import { hasQuads, QUAD } from '../wgsl/quads.ts';
import { choose, runsInSoftware } from './choose.ts';
import { batchOf, vector, type OwnMaking } from './own.ts';

/** Registers of a thread that hold its queries, in floats; their sums of values take as many. */
const QUERY_FLOATS = 64;

/** Multiply-accumulates of the scores below which any kernel will do. */
const WORTH_MEASURING = 4e6;

/** The widest head of which a thread can hold query and sum in registers. */
const WIDEST_HEAD = 128;

const MAKERS = { quad: quadAttention, plain: plainAttention, wide: wideAttention } as const;

/** A kernel for attention, and how many threads it needs for one head's queries. */
type Way = Readonly<{ name: keyof typeof MAKERS; source: Source; blocks: number }>;

/** By which a release of a kernel is told from another. */
const SAMPLE: Attending = { lanes: 4, depth: 8, queries: 2, window: 7, masks: true };

function waysOf(attending: Attending, positions: number, quads: boolean): readonly Way[] {
	const { lanes, depth } = attending;
	if (lanes * depth > WIDEST_HEAD) {
		const threads = positions * headParts(depth);
		return [{ name: 'wide', source: MAKERS.wide(attending), blocks: threads }];
	}
	const blocks = Math.ceil(positions / attending.queries);
	const inQuads = Math.ceil(blocks / QUAD) * QUAD;
	const plain: Way = { name: 'plain', source: MAKERS.plain(attending), blocks };
	if (!quads) return [plain];
	return [{ name: 'quad', source: MAKERS.quad(attending), blocks: inQuads }, plain];
}

export async function attention(making: OwnMaking<'attention'>): Promise<Ready> {
	const { op, x, out, values, step, batch } = making;
	const { window, heads } = op;
	const { windows, positions, headWidth } = attentionSizes(op, x);
	const lanes = lanesOf(headWidth);
	const queries = Math.max(1, Math.min(4, Math.floor(QUERY_FLOATS / headWidth)));
	const masks = window !== null && op.shift > 0;
	const attending = { lanes, depth: headWidth / lanes, queries, window, masks };
	const ways = waysOf(attending, positions, await hasQuads());
	const params = values.map(vector);
	const [height = 0, width = 0] = x;
	const side = window ?? 1;
	const run = ({ source, blocks }: Way, input: Tensor) => {
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
	const best = await choose({
		text: ['attention', window === null ? 'global' : 'windowed', ...sizes].join(' '),
		x: [batch, ...x],
		candidates: (work < WORTH_MEASURING ? ways.slice(0, 1) : ways).map((way) => ({
			name: way.name,
			code: MAKERS[way.name](SAMPLE).code,
			run: (input) => run(way, input)
		}))
	});
	const way = ways.find((one) => one.name === best) ?? nth(ways, 0);
	return { params, buffers: [], run: (input) => run(way, input) };
}

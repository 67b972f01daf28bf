import { attentionSizes } from '../../../arch/ops/attention.ts';
import type { Ready } from '../kernel.ts';
import { attention as source } from '../wgsl/attention.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { batchOf, vector, type OwnMaking } from './own.ts';

/** Registers of a thread that hold its queries, in floats; their sums of values take as many. */
const QUERY_FLOATS = 64;

export function attention({ op, x, out, values, step }: OwnMaking<'attention'>): Ready {
	const { window, heads } = op;
	const { windows, positions, headWidth } = attentionSizes(op, x);
	const lanes = lanesOf(headWidth);
	const queries = Math.max(1, Math.min(4, Math.floor(QUERY_FLOATS / headWidth)));
	const masks = window !== null && op.shift > 0;
	const shader = source({ lanes, depth: headWidth / lanes, queries, window, masks });
	const params = values.map(vector);
	const [height = 0, width = 0] = x;
	const blocks = Math.ceil(positions / queries);
	const side = window ?? 1;
	return {
		params,
		buffers: [],
		run(input) {
			const count = batchOf(input) * windows * heads * blocks;
			return launch({
				source: shader,
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
		}
	};
}

import { elements } from '../../../arch/ops.ts';
import { nth, stateless, type Ready } from '../kernel.ts';
import { lanesOf, launch, type Source } from '../wgsl/program.ts';
import { embedded, first, prepended } from '../wgsl/tokens.ts';
import { batchOf, channelsOf, vector, type OwnMaking } from './own.ts';

export function classToken({ x, out, values }: OwnMaking<'classToken'>): Ready {
	const lanes = lanesOf(channelsOf(x));
	const token = vector(nth(values, 0));
	return {
		params: [token],
		buffers: [],
		run(input) {
			const count = (batchOf(input) * elements(out)) / lanes;
			return launch({
				source: prepended(lanes),
				reads: [input, token],
				sizes: { tokens: nth(x, 0), depth: channelsOf(x) / lanes, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export function positionEmbedding({ x, out, values }: OwnMaking<'positionEmbedding'>): Ready {
	const lanes = lanesOf(channelsOf(x));
	const table = vector(nth(values, 0));
	const each = elements(x) / lanes;
	return {
		params: [table],
		buffers: [],
		run(input) {
			const count = batchOf(input) * each;
			return launch({
				source: embedded(lanes),
				reads: [input, table],
				sizes: { each, count },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export function firstToken({ x, out }: OwnMaking<'firstToken'>): Ready {
	const lanes = lanesOf(channelsOf(x));
	const source: Source = first(lanes);
	const depth = channelsOf(x) / lanes;
	return stateless((input) => {
		const count = batchOf(input) * depth;
		return launch({
			source,
			reads: [input],
			sizes: { tokens: nth(x, 0), depth, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

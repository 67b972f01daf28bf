import { dispose } from '@tensorflow/tfjs-core';
import { elements } from '../../../arch/ops.ts';
import { after, nth, type Ready } from '../kernel.ts';
import { channelFactors, channelNorms, scaledByImage } from '../wgsl/grn.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { rowPerThread } from '../wgsl/rows.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnMaking } from './own.ts';

function rows(making: OwnMaking<'layerNorm'> | OwnMaking<'rmsNorm'>): Ready {
	const { op, x, values, finish, out } = making;
	const lanes = lanesOf(channelsOf(x));
	const params = values.map(vector);
	const perImage = elements(x.slice(0, -1));
	const source = rowPerThread({ kind: op.kind, lanes, eps: op.eps, finish });
	return {
		params,
		buffers: [],
		run(input, ...rest) {
			const count = batchOf(input) * perImage;
			return launch({
				source,
				reads: [input, ...params, ...othersOf(finish, rest)],
				sizes: { rows: count, depth: channelsOf(x) / lanes },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

export const layerNorm = (making: OwnMaking<'layerNorm'>): Ready => rows(making);
export const rmsNorm = (making: OwnMaking<'rmsNorm'>): Ready => rows(making);

export function grn({ op, x, out, values }: OwnMaking<'grn'>): Ready {
	const lanes = lanesOf(channelsOf(x));
	const depth = channelsOf(x) / lanes;
	const positions = elements(x.slice(0, -1));
	const [weight, bias] = [vector(nth(values, 0)), vector(nth(values, 1))];
	const norms = channelNorms(lanes);
	const factors = channelFactors(lanes, op.eps);
	const scaled = scaledByImage(lanes);
	return {
		params: [weight, bias],
		buffers: [],
		run(input) {
			const images = batchOf(input);
			const few = { out: [images, channelsOf(x)], threads: images * depth };
			const sizes = { positions, depth, count: images * depth };
			const lengths = launch({ ...few, source: norms, reads: [input], sizes });
			const scale = after(
				launch({ ...few, source: factors, reads: [lengths, weight], sizes }),
				lengths
			);
			const count = images * positions * depth;
			const y = launch({
				source: scaled,
				reads: [input, scale, bias],
				sizes: { positions, depth, count },
				threads: count,
				out: [images, ...out]
			});
			dispose(scale);
			return y;
		}
	};
}

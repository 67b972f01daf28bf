import { elements } from '../../../arch/ops.ts';
import type { Ready } from '../kernel.ts';
import { stateless } from '../kernel.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { maxPool as maxPoolSource, meanPool as meanPoolSource } from '../wgsl/pools.ts';
import { batchOf, channelsOf, type OwnMaking } from './own.ts';

export function maxPool({ op, x, out }: OwnMaking<'maxPool'>): Ready {
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const lanes = lanesOf(channels);
	const { kernel, stride, padding } = op;
	return stateless((input) => {
		const count = (batchOf(input) * elements(out)) / lanes;
		const sizes = { height, width, depth: channels / lanes, outHeight, outWidth };
		return launch({
			source: maxPoolSource(lanes),
			reads: [input],
			sizes: { ...sizes, kernel, stride, padding, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

function average({ x, out }: OwnMaking, skip: number): Ready {
	const lanes = lanesOf(channelsOf(x));
	const depth = channelsOf(x) / lanes;
	return stateless((input) => {
		const count = batchOf(input) * depth;
		return launch({
			source: meanPoolSource(lanes),
			reads: [input],
			sizes: { positions: elements(x.slice(0, -1)), depth, skip, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

export const globalPool = (making: OwnMaking<'globalPool'>): Ready => average(making, 0);
export const meanPool = (making: OwnMaking<'meanPool'>): Ready => average(making, making.op.skip);

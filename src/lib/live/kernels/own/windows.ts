import { elements } from '../../../arch/ops.ts';
import type { Shape } from '../../../arch/net.ts';
import { stateless, type Ready } from '../kernel.ts';
import { merge, roll } from '../wgsl/moves.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { batchOf, type OwnMaking } from './own.ts';

type Part = Readonly<{ partHeight: number; partWidth: number; down: number; across: number }>;

const sizesOf = ([height = 0, width = 0, channels = 0]: Shape, out: Shape) => {
	const lanes = lanesOf(channels);
	const [outHeight = 0, outWidth = 0] = out;
	return { lanes, sizes: { height, width, depth: channels / lanes, outHeight, outWidth } };
};

function rolled({ x, out }: OwnMaking, part: Part): Ready {
	const { lanes, sizes } = sizesOf(x, out);
	return stateless((input) => {
		const count = (batchOf(input) * elements(out)) / lanes;
		return launch({
			source: roll(lanes),
			reads: [input],
			sizes: { ...sizes, ...part, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

export function shiftWindows(making: OwnMaking<'shiftWindows'>): Ready {
	const [partHeight = 0, partWidth = 0] = making.x;
	const { shift } = making.op;
	return rolled(making, { partHeight, partWidth, down: shift, across: shift });
}

export function unshiftWindows(making: OwnMaking<'unshiftWindows'>): Ready {
	const { height, width, shift } = making.op;
	const part = { partHeight: height, partWidth: width };
	return rolled(making, { ...part, down: height - shift, across: width - shift });
}

export function mergePatches({ x, out }: OwnMaking<'mergePatches'>): Ready {
	const { lanes, sizes } = sizesOf(x, out);
	return stateless((input) => {
		const count = (batchOf(input) * elements(out)) / lanes;
		return launch({
			source: merge(lanes),
			reads: [input],
			sizes: { ...sizes, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

import { elements } from '../../../arch/ops.ts';
import { sidesOf, type Shape } from '../../../arch/net.ts';
import { stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { merge, roll } from '../wgsl/moves.ts';
import { launch } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { batchOf, type OwnKernelArguments } from '../../tfjs/kernels/own-kernel.ts';

type Part = Readonly<{ partHeight: number; partWidth: number; down: number; across: number }>;

const sizesOf = ([height = 0, width = 0, channels = 0]: Shape, out: Shape) => {
	const vectorWidth = vectorWidthOf(channels);
	const [outHeight = 0, outWidth = 0] = out;
	return {
		vectorWidth,
		sizes: { height, width, depth: channels / vectorWidth, outHeight, outWidth }
	};
};

function rolled({ x, out }: OwnKernelArguments, part: Part): CompiledKernel {
	const { vectorWidth, sizes } = sizesOf(x, out);
	return stateless((input) => {
		const count = (batchOf(input) * elements(out)) / vectorWidth;
		return launch({
			source: roll(vectorWidth),
			reads: [input],
			sizes: { ...sizes, ...part, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

export function shiftWindows(args: OwnKernelArguments<'shiftWindows'>): CompiledKernel {
	const [partHeight = 0, partWidth = 0] = args.x;
	const [down, across] = sidesOf(args.op.shift);
	return rolled(args, { partHeight, partWidth, down, across });
}

export function unshiftWindows(args: OwnKernelArguments<'unshiftWindows'>): CompiledKernel {
	const { height, width } = args.op;
	const [down, across] = sidesOf(args.op.shift);
	const part = { partHeight: height, partWidth: width };
	return rolled(args, { ...part, down: height - down, across: width - across });
}

export function mergePatches({ x, out }: OwnKernelArguments<'mergePatches'>): CompiledKernel {
	const { vectorWidth, sizes } = sizesOf(x, out);
	return stateless((input) => {
		const count = (batchOf(input) * elements(out)) / vectorWidth;
		return launch({
			source: merge(vectorWidth),
			reads: [input],
			sizes: { ...sizes, count },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

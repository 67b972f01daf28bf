import { sidesOf } from '../../../arch/net.ts';
import { stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { batchOf, type OwnKernelArguments } from '../../tfjs/kernels/own-kernel.ts';
import { launch } from '../launch.ts';

type Part = Readonly<{ partHeight: number; partWidth: number; down: number; across: number }>;

const NO_PART: Part = { partHeight: 0, partWidth: 0, down: 0, across: 0 };

function moved(
	kernel: 'roll' | 'merge',
	{ x, out }: OwnKernelArguments,
	{ partHeight, partWidth, down, across }: Part
): CompiledKernel {
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	return stateless((input) =>
		launch({
			kernel,
			reads: [input],
			words: ([at = 0], to) => [
				...[at, to, height, width, outHeight, outWidth, channels],
				...[partHeight, partWidth, down, across]
			],
			jobs: batchOf(input) * outHeight,
			out: [batchOf(input), ...out]
		})
	);
}

export function shiftWindows(args: OwnKernelArguments<'shiftWindows'>): CompiledKernel {
	const [partHeight = 0, partWidth = 0] = args.x;
	const [down, across] = sidesOf(args.op.shift);
	return moved('roll', args, { partHeight, partWidth, down, across });
}

export function unshiftWindows(args: OwnKernelArguments<'unshiftWindows'>): CompiledKernel {
	const { height, width } = args.op;
	const [down, across] = sidesOf(args.op.shift);
	const part = { partHeight: height, partWidth: width };
	return moved('roll', args, { ...part, down: height - down, across: width - across });
}

export const mergePatches = (args: OwnKernelArguments<'mergePatches'>): CompiledKernel =>
	moved('merge', args, NO_PART);

import { elements } from '../../../arch/ops.ts';
import { stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';
import { launch } from '../launch.ts';
import { rowsPerJob } from '../split.ts';

/** Channels out of an input that has `row` of them. */
type Piece = Readonly<{ from: number; channels: number; row: number }>;

function sideBySide(
	{ out, epilogue }: OwnKernelArguments,
	pieces: readonly Piece[]
): CompiledKernel {
	const channels = channelsOf(out);
	return stateless((...inputs) => {
		const [first] = inputs;
		const batch = first ? batchOf(first) : 1;
		const rows = (batch * elements(out)) / channels;
		const each = rowsPerJob(rows, channels);
		return launch({
			kernel: 'pieces',
			reads: inputs.slice(0, pieces.length),
			epilogue,
			others: othersOf(epilogue, inputs),
			words: (at, to) => [
				...[to, rows, channels, each, pieces.length],
				...pieces.flatMap((piece, i) => [(at[i] ?? 0) + 4 * piece.from, piece.channels, piece.row])
			],
			jobs: Math.ceil(rows / each),
			out: [batch, ...out]
		});
	});
}

export function slice(args: OwnKernelArguments<'slice'>): CompiledKernel {
	const { from, to } = args.op;
	return sideBySide(args, [{ from, channels: to - from, row: channelsOf(args.x) }]);
}

export function concat(args: OwnKernelArguments<'concat'>): CompiledKernel {
	const branches = [args.x, ...args.step.layer.others];
	return sideBySide(
		args,
		branches.map((branch) => ({ from: 0, channels: channelsOf(branch), row: channelsOf(branch) }))
	);
}

import { elements } from '../../../arch/ops.ts';
import type { CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { groupNorm as source } from '../wgsl/group-norm.ts';
import { launch } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import { groupThreads } from '../wgsl/row-norms.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	noBias,
	vector,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';

export function groupNorm({
	op,
	x,
	out,
	values,
	epilogue
}: OwnKernelArguments<'groupNorm'>): CompiledKernel {
	const { groups, eps } = op;
	const channels = channelsOf(x);
	const vectorWidth = vectorWidthOf(channels / groups);
	const shader = source(vectorWidth, eps, epilogue);
	const params = values.map(vector);
	const buffers = noBias(op, values);
	const positions = elements(x.slice(0, -1));
	return {
		params,
		buffers,
		run(input, ...rest) {
			const teams = batchOf(input) * groups;
			return launch({
				source: shader,
				reads: [input, ...params, ...buffers, ...othersOf(epilogue, rest)],
				sizes: { positions, depth: channels / vectorWidth, groups, teams },
				threads: groupThreads(teams),
				out: [batchOf(input), ...out]
			});
		}
	};
}

import { elements } from '../../../arch/ops.ts';
import type { ActivationKind } from '../../../arch/ops/activations.ts';
import { sameShape } from '../../../arch/net.ts';
import { stateless, type CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { elementwise, gated } from '../wgsl/elementwise.ts';
import { partOf, type Epilogue } from '../../plan/epilogue.ts';
import { launch } from '../wgsl/program.ts';
import { vectorWidthOf } from '../wgsl/vector-width.ts';
import {
	batchOf,
	channelsOf,
	othersOf,
	type OwnKernelArguments
} from '../../tfjs/kernels/own-kernel.ts';

type Alone =
	| ActivationKind
	| 'batchNorm'
	| 'layerScale'
	| 'scaleBias'
	| 'bias'
	| 'add'
	| 'subtract';

/** What follows nothing that it could be part of. */
export function alone(args: OwnKernelArguments<Alone | 'mul'>): CompiledKernel {
	const { out, step } = args;
	const epilogue: Epilogue = [...partOf(step.layer), ...args.epilogue];
	const vectorWidth = vectorWidthOf(channelsOf(out));
	const source = elementwise(vectorWidth, epilogue);
	return stateless((input, ...rest) => {
		const count = (batchOf(input) * elements(out)) / vectorWidth;
		return launch({
			source,
			reads: [input, ...othersOf(epilogue, rest)],
			sizes: { count, depth: channelsOf(out) / vectorWidth },
			threads: count,
			out: [batchOf(input), ...out]
		});
	});
}

/** Element by element, or each channel of a map by one value: whichever of the two it is comes first. */
export function mul(args: OwnKernelArguments<'mul'>): CompiledKernel {
	const { x, out, epilogue, step } = args;
	const [other = x] = step.layer.others;
	if (sameShape(x, other)) return alone(args);
	const isMapFirst = sameShape(x, out);
	const vectorWidth = vectorWidthOf(channelsOf(out));
	const source = gated(vectorWidth, epilogue);
	const each = elements(out) / vectorWidth;
	return stateless((first, ...rest) => {
		const [second = first] = rest;
		const count = batchOf(first) * each;
		return launch({
			source,
			reads: [...(isMapFirst ? [first, second] : [second, first]), ...othersOf(epilogue, rest)],
			sizes: { count, each, depth: channelsOf(out) / vectorWidth },
			threads: count,
			out: [batchOf(first), ...out]
		});
	});
}

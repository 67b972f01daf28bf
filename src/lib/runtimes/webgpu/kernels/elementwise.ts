import { elements } from '../../../arch/ops.ts';
import type { ActivationKind } from '../../../arch/ops/activations.ts';
import { affineOf } from '../../plan/fold.ts';
import type { CompiledKernel } from '../../tfjs/kernels/kernel.ts';
import { elementwise } from '../wgsl/elementwise.ts';
import { epilogueOf, type Epilogue } from '../wgsl/epilogue.ts';
import { vectorWidthOf, launch } from '../wgsl/program.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnKernelArguments } from './kernel.ts';

function eachElement(
	{ x, out }: OwnKernelArguments,
	epilogue: Epilogue,
	affine?: Readonly<{ scale: Float64Array; shift: Float64Array }>
): CompiledKernel {
	const vectorWidth = vectorWidthOf(channelsOf(x));
	const source = elementwise(vectorWidth, affine !== undefined, epilogue);
	const scale = affine ? [vector(Float32Array.from(affine.scale))] : [];
	const shift = affine ? [vector(Float32Array.from(affine.shift))] : [];
	return {
		params: [...scale, ...shift],
		buffers: [],
		run(input, ...rest) {
			const count = (batchOf(input) * elements(x)) / vectorWidth;
			return launch({
				source,
				reads: [input, ...scale, ...shift, ...othersOf(epilogue, rest)],
				sizes: { count, depth: channelsOf(x) / vectorWidth },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

/** An activation or an addition that follows nothing it could be part of. */
export const alone = (args: OwnKernelArguments<ActivationKind | 'add'>): CompiledKernel =>
	eachElement(args, [args.op.kind, ...args.epilogue]);

/** A norm with running statistics, or a layer scale, that follows nothing it could be folded into. */
export const affine = (
	args: OwnKernelArguments<'batchNorm' | 'layerScale' | 'scaleBias' | 'bias'>
): CompiledKernel =>
	eachElement(args, epilogueOf(args.step), affineOf(args.step.layer, args.values));

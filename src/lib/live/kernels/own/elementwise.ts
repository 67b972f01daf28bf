import { elements } from '../../../arch/ops.ts';
import { affineOf } from '../../fold.ts';
import type { Ready } from '../kernel.ts';
import { elementwise } from '../wgsl/elementwise.ts';
import { finishOf, type Finish } from '../wgsl/finish.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnMaking } from './own.ts';

function eachElement(
	{ x, out }: OwnMaking,
	finish: Finish,
	affine?: Readonly<{ scale: Float64Array; shift: Float64Array }>
): Ready {
	const lanes = lanesOf(channelsOf(x));
	const source = elementwise(lanes, affine !== undefined, finish);
	const scale = affine ? [vector(Float32Array.from(affine.scale))] : [];
	const shift = affine ? [vector(Float32Array.from(affine.shift))] : [];
	return {
		params: [...scale, ...shift],
		buffers: [],
		run(input, ...rest) {
			const count = (batchOf(input) * elements(x)) / lanes;
			return launch({
				source,
				reads: [input, ...scale, ...shift, ...othersOf(finish, rest)],
				sizes: { count, depth: channelsOf(x) / lanes },
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

/** An activation or an addition that follows nothing it could be part of. */
export const alone = (making: OwnMaking<'relu' | 'gelu' | 'silu' | 'add'>): Ready =>
	eachElement(making, [making.op.kind, ...making.finish]);

/** A norm with running statistics, or a layer scale, that follows nothing it could be folded into. */
export const affine = (making: OwnMaking<'batchNorm' | 'layerScale'>): Ready =>
	eachElement(making, finishOf(making.step), affineOf(making.step.layer, making.values));

import type { LayerOp } from '../../../arch/net.ts';
import { elements } from '../../../arch/ops.ts';
import { convFilter, transposed } from '../../layouts.ts';
import { nth, type Ready } from '../kernel.ts';
import { depthwise, type DepthwiseTile } from '../wgsl/depthwise.ts';
import type { Matrix } from '../wgsl/matrix.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { runsInSoftware } from './choose.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnMaking } from './own.ts';
import { product } from './product.ts';
import { fitTexels, texels } from './texels.ts';

const ONE_BY_ONE = {
	height: 1,
	width: 1,
	channels: 1,
	outWidth: 1,
	positions: 1,
	side: 1,
	stride: 1,
	padding: 0,
	groupColumns: 1
};

/** On the last axis, whatever stands before it. */
export function linear(making: OwnMaking<'linear'>): Promise<Ready> {
	const { op, x, values, finish } = making;
	const into = channelsOf(x);
	const matrix: Matrix = {
		xLanes: lanesOf(into),
		lanes: lanesOf(op.out),
		gathers: false,
		pads: false,
		bias: op.bias,
		finish
	};
	return product(
		{
			matrix,
			sizes: {
				...ONE_BY_ONE,
				columns: op.out / matrix.lanes,
				depth: into / matrix.xLanes,
				length: into
			},
			rows: elements(x.slice(0, -1)),
			weight: transposed(nth(values, 0), op.out, into),
			bias: op.bias ? nth(values, 1) : undefined
		},
		making
	);
}

/** Dense and grouped convolutions. */
function matrixConv(making: OwnMaking<'conv'>): Promise<Ready> {
	const { op, x, out, values, finish } = making;
	const { kernel, stride, padding, groups } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const into = channels / groups;
	const matrix: Matrix = {
		xLanes: lanesOf(into),
		lanes: lanesOf(op.out / groups),
		gathers: kernel > 1 || stride > 1 || groups > 1 || padding > 0,
		pads: padding > 0,
		bias: op.bias,
		finish
	};
	const sizes = {
		columns: op.out / matrix.lanes,
		depth: into / matrix.xLanes,
		length: into * kernel * kernel,
		height,
		width,
		channels: channels / matrix.xLanes,
		outWidth,
		positions: outHeight * outWidth,
		side: kernel,
		stride,
		padding,
		groupColumns: op.out / groups / matrix.lanes
	};
	return product(
		{
			matrix,
			sizes,
			rows: outHeight * outWidth,
			weight: convFilter(nth(values, 0), op.out, into, kernel),
			bias: op.bias ? nth(values, 1) : undefined
		},
		making
	);
}

/**
 * Small tiles keep a GPU busy. In software nothing is idle, and what is not read again is gained;
 * with strides there is less to gain, and large tiles take long to compile.
 */
const tileOf = (software: boolean, stride: number): DepthwiseTile =>
	software && stride === 1 ? { down: 4, across: 7 } : { down: 1, across: 4 };

function depthwiseConv({ op, x, out, values, finish }: OwnMaking<'conv'>): Ready {
	const { kernel, stride, padding } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const lanes = lanesOf(channels);
	const software = runsInSoftware();
	const tile = tileOf(software, stride);
	const filter = convFilter(nth(values, 0), channels, 1, kernel);
	const inTexture = software && lanes === 4 && fitTexels(filter.length);
	const source = depthwise({
		kernel,
		stride,
		lanes,
		bias: op.bias,
		finish,
		tile,
		texels: inTexture
	});
	const weight = inTexture ? texels(filter) : vector(filter);
	const params = op.bias ? [weight, vector(nth(values, 1))] : [weight];
	const depth = channels / lanes;
	const tilesDown = Math.ceil(outHeight / tile.down);
	const tilesAcross = Math.ceil(outWidth / tile.across);
	return {
		params,
		buffers: [],
		run(input, ...rest) {
			const count = batchOf(input) * tilesDown * tilesAcross * depth;
			return launch({
				source,
				reads: [input, ...params, ...othersOf(finish, rest)],
				sizes: {
					height,
					width,
					depth,
					outHeight,
					outWidth,
					tilesDown,
					tilesAcross,
					padding,
					count
				},
				threads: count,
				out: [batchOf(input), ...out]
			});
		}
	};
}

const isDepthwise = ({ groups, out }: LayerOp<'conv'>, channels: number): boolean =>
	groups === channels && groups === out && groups > 1;

export const conv = (making: OwnMaking<'conv'>): Ready | Promise<Ready> =>
	isDepthwise(making.op, channelsOf(making.x)) ? depthwiseConv(making) : matrixConv(making);

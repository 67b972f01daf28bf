import type { LayerOp } from '../../../arch/net.ts';
import { elements } from '../../../arch/ops.ts';
import { convFilter, inPanels, transposed } from '../../layouts.ts';
import { nth, type Ready } from '../kernel.ts';
import { depthwise, stripsOf } from '../wgsl/depthwise.ts';
import type { Matrix } from '../wgsl/matrix.ts';
import { lanesOf, launch } from '../wgsl/program.ts';
import { batchOf, channelsOf, othersOf, vector, type OwnMaking } from './own.ts';
import { product } from './product.ts';

/** Columns of the weights that lie together, in lanes: as many as fill a line of the cache. */
const panelOf = (columns: number): number => [4, 2].find((panel) => columns % panel === 0) ?? 1;

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
				length: into,
				panel: panelOf(op.out / matrix.lanes)
			},
			rows: elements(x.slice(0, -1)),
			weight: vector(
				inPanels(
					transposed(nth(values, 0), op.out, into),
					op.out,
					matrix.lanes * panelOf(op.out / matrix.lanes)
				)
			),
			bias: op.bias ? vector(nth(values, 1)) : undefined
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
		panel: panelOf(op.out / matrix.lanes),
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
			weight: vector(
				inPanels(
					convFilter(nth(values, 0), op.out, into, kernel),
					op.out,
					matrix.lanes * panelOf(op.out / matrix.lanes)
				)
			),
			bias: op.bias ? vector(nth(values, 1)) : undefined
		},
		making
	);
}

function depthwiseConv({ op, x, out, values, finish }: OwnMaking<'conv'>): Ready {
	const { kernel, stride, padding } = op;
	const [height = 0, width = 0, channels = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const lanes = lanesOf(channels);
	const source = depthwise({ kernel, stride, lanes, bias: op.bias, finish });
	const weight = vector(convFilter(nth(values, 0), channels, 1, kernel));
	const params = op.bias ? [weight, vector(nth(values, 1))] : [weight];
	const depth = channels / lanes;
	const strips = stripsOf(outWidth);
	return {
		params,
		buffers: [],
		run(input, ...rest) {
			const count = batchOf(input) * outHeight * strips * depth;
			return launch({
				source,
				reads: [input, ...params, ...othersOf(finish, rest)],
				sizes: { height, width, depth, outHeight, outWidth, strips, padding, count },
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

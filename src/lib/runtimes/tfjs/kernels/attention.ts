import {
	add,
	mul,
	reshape,
	softmax,
	split,
	tensor2d,
	tensor3d,
	transpose,
	type Tensor
} from '@tensorflow/tfjs-core';
import { sidesOf, type LayerOp, type Shape } from '../../../arch/net.ts';
import { attentionSizes, isShifted } from '../../../arch/ops/attention.ts';
import { after, nth, through, type KernelArguments, type CompiledKernel } from './kernel.ts';
import { pairwise } from './products.ts';
import { shiftMask, spreadBias } from './position-bias.ts';

/**
 * From maps of so many channels to windows beside each other, and back; tokens are one window as they
 * are.
 *
 * @param x shape of what attention takes
 */
export function windowing({ window }: LayerOp<'attention'>, x: Shape, depth: number) {
	if (window === null)
		return { into: [], back: [(y: Tensor) => reshape(y, [-1, ...x.slice(0, -1), depth])] };
	const [height = 0, width = 0] = x;
	// tfjs transposes up to four dimensions fast, and more of them element by element.
	const [high, wide] = sidesOf(window);
	const across = width / wide;
	return {
		into: [
			(maps: Tensor) => reshape(maps, [-1, high, across, wide * depth]),
			(maps: Tensor) => transpose(maps, [0, 2, 1, 3])
		],
		back: [
			(windows: Tensor) => reshape(windows, [-1, across, high, wide * depth]),
			(windows: Tensor) => transpose(windows, [0, 2, 1, 3]),
			(windows: Tensor) => reshape(windows, [-1, height, width, depth])
		]
	};
}

/** What is added to the scores `[batch, windows, heads, N N]`: the table as a weight, the rest from it. */
export function biases({ op, x, values }: KernelArguments<'attention'>) {
	const { heads } = op;
	if (op.window === null) return { params: [], buffers: [] };
	const window = sidesOf(op.window);
	const { positions, windows } = attentionSizes(op, x);
	const pairs = positions * positions;
	const table = nth(values, 0);
	const buffers: Tensor[] = [tensor2d(spreadBias(table, window, heads), [heads, pairs])];
	if (isShifted(op)) {
		const [height = 0, width = 0] = x;
		const mask = shiftMask([height, width], window, sidesOf(op.shift));
		buffers.push(tensor3d(mask, [windows, 1, pairs]));
	}
	return { params: [tensor2d(table, [table.length / heads, heads])], buffers };
}

/** Softmax attention with explicit products. */
export function attention(args: KernelArguments<'attention'>): CompiledKernel {
	const { op, x, backend } = args;
	const { windows, positions, heads, headWidth, depth } = attentionSizes(op, x);
	const { into } = windowing(op, x, 3 * depth);
	const { back } = windowing(op, x, depth);
	const { params, buffers } = biases(args);

	return {
		params,
		buffers,
		run(input) {
			const packed = through(
				input,
				...into,
				(value) => reshape(value, [-1, positions, 3 * heads, headWidth]),
				(value) => transpose(value, [0, 2, 1, 3])
			);
			const [query, key, value] = split(packed, 3, 1).map((part) =>
				after(reshape(part, [-1, positions, headWidth]), part)
			) as [Tensor, Tensor, Tensor];
			packed.dispose();
			const scaled = after(mul(query, headWidth ** -0.5), query);
			const products = after(pairwise(backend, scaled, key, true), scaled, key);
			const scores = reshape(products, [-1, windows, heads, positions * positions]);
			products.dispose();
			const biased = buffers.reduce((sum, bias) => after(add(sum, bias), sum), scores);
			const weights = through(
				biased,
				(sum) => reshape(sum, [-1, positions]),
				(sum) => softmax(sum),
				(sum) => reshape(sum, [-1, positions, positions])
			);
			biased.dispose();
			const seen = after(pairwise(backend, weights, value), weights, value);
			const joined = through(
				seen,
				(heading) => reshape(heading, [-1, heads, positions, headWidth]),
				(heading) => transpose(heading, [0, 2, 1, 3]),
				(heading) => reshape(heading, [-1, positions, depth]),
				...back
			);
			return after(joined, seen);
		}
	};
}

import {
	add,
	matMul,
	mul,
	reshape,
	softmax,
	tensor2d,
	tensor3d,
	transpose,
	unstack,
	type Tensor
} from '@tensorflow/tfjs-core';
import { attentionSizes } from '../../arch/ops/attention.ts';
import { after, nth, through, type Making, type Ready } from './kernel.ts';
import { shiftMask, spreadBias } from './position-bias.ts';

type Step = (x: Tensor) => Tensor;

/** From maps to windows beside each other and back; tokens are one window as they are. */
function partition({ op, x }: Making<'attention'>): { into: Step[]; back: Step[] } {
	const { window } = op;
	const { depth } = attentionSizes(op, x);
	if (window === null)
		return { into: [], back: [(y) => reshape(y, [-1, ...x.slice(0, -1), depth])] };
	const [height = 0, width = 0] = x;
	const [down, across] = [height / window, width / window];
	return {
		into: [
			(maps) => reshape(maps, [-1, down, window, across, window, 3 * depth]),
			(maps) => transpose(maps, [0, 1, 3, 2, 4, 5])
		],
		back: [
			(windows) => reshape(windows, [-1, down, across, window, window, depth]),
			(windows) => transpose(windows, [0, 1, 3, 2, 4, 5]),
			(windows) => reshape(windows, [-1, height, width, depth])
		]
	};
}

/** What is added to the scores `[batch, windows, heads, N N]`: the table as a weight, the rest from it. */
function biases({ op, x, values }: Making<'attention'>) {
	const { window, heads, shift } = op;
	if (window === null) return { params: [], buffers: [] };
	const { positions, windows } = attentionSizes(op, x);
	const pairs = positions * positions;
	const table = nth(values, 0);
	const buffers: Tensor[] = [tensor2d(spreadBias(table, window, heads), [heads, pairs])];
	if (shift > 0) {
		const [height = 0, width = 0] = x;
		buffers.push(tensor3d(shiftMask([height, width], window, shift), [windows, 1, pairs]));
	}
	return { params: [tensor2d(table, [table.length / heads, heads])], buffers };
}

/** Softmax attention with explicit products. */
export function attention(making: Making<'attention'>): Ready {
	const { op, x } = making;
	const { windows, positions, heads, headWidth, depth } = attentionSizes(op, x);
	const { into, back } = partition(making);
	const { params, buffers } = biases(making);

	return {
		params,
		buffers,
		run(input) {
			const packed = through(
				input,
				...into,
				(value) => reshape(value, [-1, positions, 3, heads, headWidth]),
				(value) => transpose(value, [2, 0, 3, 1, 4]),
				(value) => reshape(value, [3, -1, positions, headWidth])
			);
			const parts = unstack(packed);
			packed.dispose();
			const [query, key, value] = [nth(parts, 0), nth(parts, 1), nth(parts, 2)];
			const scaled = after(mul(query, headWidth ** -0.5), query);
			const products = after(matMul(scaled, key, false, true), scaled, key);
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
			const seen = after(matMul(weights, value), weights, value);
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

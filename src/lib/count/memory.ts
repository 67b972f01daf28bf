import type { Layer } from '../arch/infer.ts';
import {
	isIdentity,
	joinOf,
	sameShape,
	type Chain,
	type Net,
	type Parallel,
	type Shape
} from '../arch/net.ts';
import { elements, outputShape } from '../arch/ops.ts';

/** Bytes of one number. Weights and activations are stored in one precision or another. */
export const BYTES = { fp32: 4, fp16: 2, int8: 1 } as const;
export type Precision = keyof typeof BYTES;
export const PRECISIONS: readonly Precision[] = ['fp32', 'fp16', 'int8'];

export const BYTES_PER_FLOAT = BYTES.fp32;

/** Bytes of all weight tensors, running statistics included. */
export function weightBytes(layers: readonly Layer[], precision: Precision = 'fp32'): number {
	let total = 0;
	for (const layer of layers) for (const weight of layer.weights) total += elements(weight.shape);
	return total * BYTES[precision];
}

/** What is alive besides a part's input, and whether the input is needed after the part. */
type Around = Readonly<{ beside: number; keeps: boolean }>;

/**
 * The most tensor elements alive at once in a forward pass of one image, weights apart: the peak of
 * `livenessOf`, straight from the tree, with identical blocks of a chain followed once.
 *
 * @param input shape of one image, `[height, width, channels]`
 * @throws ShapeMismatch when an operation does not fit its input
 */
export function peakActivationElements(net: Net, input: Shape): number {
	let peak = 0;

	function follow(part: Net, x: Shape, around: Around): Shape {
		if (part.kind === 'chain') return followChain(part, x, around);
		if (part.kind === 'parallel') return followParallel(part, x, around);
		const out = outputShape(part, x);
		peak = Math.max(peak, around.beside + elements(x) + elements(out));
		return out;
	}

	function followParallel(part: Parallel, x: Shape, { beside, keeps }: Around): Shape {
		const last = part.branches.findLastIndex((branch) => !isIdentity(branch.net));
		// An identity hands the input itself to the join.
		const joinsInput = part.branches.some((branch) => isIdentity(branch.net));
		let waiting = beside;
		const shapes = part.branches.map(({ net: branch }, i) => {
			if (isIdentity(branch)) return x;
			const out = follow(branch, x, { beside: waiting, keeps: keeps || joinsInput || i < last });
			waiting += elements(out);
			return out;
		});
		const [first = x, ...others] = shapes;
		const out = outputShape(joinOf(part), first, others);
		const kept = keeps || joinsInput ? elements(x) : 0;
		peak = Math.max(peak, waiting + kept + elements(out));
		return out;
	}

	function followChain(chain: Chain, input: Shape, { beside, keeps }: Around): Shape {
		const children = chain.children.filter((child) => !isIdentity(child.net));
		const inside = { beside: beside + (keeps ? elements(input) : 0), keeps: false };
		const followed = new Map<Net, Readonly<{ in: Shape; out: Shape }>>();
		let shape = input;
		children.forEach(({ net: part }, i) => {
			const before = followed.get(part);
			if (before && sameShape(before.in, shape)) {
				shape = before.out;
				return;
			}
			const out = follow(part, shape, i === 0 ? { beside, keeps } : inside);
			// The first part's input is counted otherwise when it is kept, so it stands for no other.
			if (part.kind === 'chain' && !(i === 0 && keeps)) followed.set(part, { in: shape, out });
			shape = out;
		});
		return shape;
	}

	follow(net, input, { beside: 0, keeps: false });
	return peak;
}

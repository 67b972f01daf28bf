import { inferOp, type Inferred } from '../arch/infer.ts';
import { joinOf, sameShape, type Chain, type Net, type Shape } from '../arch/net.ts';

/** What a network costs for one image. All are exact integers. */
export type Totals = Readonly<{
	/** Trainable parameters. */
	params: number;
	/** Multiply-accumulates of conv, linear and attention (its two matrix products). */
	macs: number;
	/** Output elements of conv and linear layers. */
	activations: number;
}>;

type Running = { params: number; macs: number; activations: number };

/** Two FLOPs to a multiply-accumulate: one multiplication and one addition. */
export const flopsOf = (macs: number): number => 2 * macs;

/** Sums layers that have been listed already. */
export function sumLayers(layers: readonly Inferred[]): Totals {
	const sum: Running = { params: 0, macs: 0, activations: 0 };
	for (const layer of layers) add(sum, layer, 1);
	return sum;
}

function add(sum: Running, part: Totals, times: number): void {
	sum.params += part.params * times;
	sum.macs += part.macs * times;
	sum.activations += part.activations * times;
}

/**
 * The same totals straight from the tree, without listing layers: identical blocks of a chain are
 * counted once. Meant for counting many designs.
 *
 * @throws ShapeMismatch when an operation does not fit its input (`layersOf` names its path)
 */
export function totalsOf(net: Net, input: Shape): Totals {
	const sum: Running = { params: 0, macs: 0, activations: 0 };
	fold(net, input, sum);
	return sum;
}

function fold(net: Net, x: Shape, sum: Running): Shape {
	if (net.kind === 'chain') return foldChain(net, x, sum);
	if (net.kind === 'parallel') {
		const [first = x, ...others] = net.branches.map((branch) => fold(branch.net, x, sum));
		const inferred = inferOp(joinOf(net), first, others);
		add(sum, inferred, 1);
		return inferred.out;
	}
	const inferred = inferOp(net, x);
	add(sum, inferred, 1);
	return inferred.out;
}

/** What a part took and gave, and what it cost once. */
type Folded = Readonly<{ in: Shape; out: Shape; once: Totals }>;

function foldChain({ children }: Chain, x: Shape, sum: Running): Shape {
	if (children.length < 2) return children[0] ? fold(children[0].net, x, sum) : x;
	let shape = x;
	const folded = new Map<Net, Folded>();
	for (const { net } of children) {
		if (net.kind !== 'chain') {
			shape = fold(net, shape, sum);
			continue;
		}
		const before = folded.get(net);
		if (before && sameShape(before.in, shape)) {
			add(sum, before.once, 1);
			shape = before.out;
			continue;
		}
		const once: Running = { params: 0, macs: 0, activations: 0 };
		const out = fold(net, shape, once);
		add(sum, once, 1);
		folded.set(net, { in: shape, out, once });
		shape = out;
	}
	return shape;
}

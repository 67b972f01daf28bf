import { measure, measureAdd, sameShape, type Measured } from '../arch/layers.ts';
import type { Chain, Net, Shape } from '../arch/net.ts';

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
export function sumLayers(layers: readonly Measured[]): Totals {
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
 * The same figures straight from the tree, without listing layers: a run of identical blocks is
 * measured once. Meant for counting many designs.
 *
 * @throws Misfit when an operation does not fit its input (`layersOf` names its path)
 */
export function totalsOf(net: Net, input: Shape): Totals {
	const sum: Running = { params: 0, macs: 0, activations: 0 };
	fold(net, input, sum);
	return sum;
}

function fold(net: Net, x: Shape, sum: Running): Shape {
	if (net.kind === 'chain') return foldChain(net, x, sum);
	if (net.kind === 'residual') {
		const body = foldChain(net.body, x, sum);
		const shortcut = net.shortcut ? fold(net.shortcut.net, x, sum) : x;
		measureAdd(body, shortcut);
		return body;
	}
	const measured = measure(net, x);
	add(sum, measured, 1);
	return measured.out;
}

function foldChain({ children }: Chain, x: Shape, sum: Running): Shape {
	let shape = x;
	for (let i = 0; i < children.length;) {
		const net = children[i]?.net;
		if (!net) break;
		let run = 1;
		while (children[i + run]?.net === net) run += 1;
		const once: Running = { params: 0, macs: 0, activations: 0 };
		const out = fold(net, shape, once);
		// Only a part that keeps its shape costs the same the next time.
		const alike = sameShape(out, shape) ? run : 1;
		add(sum, once, alike);
		shape = out;
		i += alike;
	}
	return shape;
}

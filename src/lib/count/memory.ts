import type { Chain, Net, Shape } from '../arch/net.ts';
import { elements, outputShape } from '../arch/ops.ts';
import type { Layer } from '../arch/layers.ts';

export const BYTES_PER_FLOAT = 4;

/** Bytes of all weight tensors in float32, running statistics included. */
export function weightBytes(layers: readonly Layer[]): number {
	let total = 0;
	for (const layer of layers) for (const weight of layer.weights) total += elements(weight.shape);
	return total * BYTES_PER_FLOAT;
}

/**
 * The most tensor elements alive at once in a forward pass of one image, weights apart. An operation
 * needs its input and its output at the same time, nothing is computed in place, and a residual
 * keeps its input until the addition.
 *
 * @param input shape of one image, `[height, width, channels]`
 */
export function peakActivationElements(net: Net, input: Shape): number {
	let peak = 0;

	/** `held` counts what must outlive this part; where `kept`, the part's own input is among it. */
	function visit(part: Net, x: Shape, held: number, kept: boolean): Shape {
		if (part.kind === 'chain') return visitChain(part, x, held, kept);
		const withInput = held + (kept ? 0 : elements(x));
		if (part.kind !== 'residual') {
			const y = outputShape(part, x);
			peak = Math.max(peak, withInput + elements(y));
			return y;
		}
		const y = visitChain(part.body, x, withInput, true);
		if (part.shortcut) {
			visit(part.shortcut.net, x, withInput + elements(y), true);
			peak = Math.max(peak, held + 3 * elements(y));
		} else {
			peak = Math.max(peak, withInput + 2 * elements(y));
		}
		return y;
	}

	function visitChain(chain: Chain, x: Shape, held: number, kept: boolean): Shape {
		let shape = x;
		chain.children.forEach(({ net }, i) => {
			shape = visit(net, shape, held, kept && i === 0);
		});
		return shape;
	}

	visit(net, input, 0, false);
	return peak;
}

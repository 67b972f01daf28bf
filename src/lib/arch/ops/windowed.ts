import type { Shape } from '../net.ts';
import { map, ShapeMismatch } from './rule.ts';

/** PyTorch's rule for convolution and pooling: floor((size + 2 padding - kernel) / stride) + 1. */
export function windowed(
	what: string,
	x: Shape,
	out: number,
	op: { kernel: number; stride: number; padding: number }
): Shape {
	const [height, width] = map(x);
	const { kernel, stride, padding } = op;
	if (kernel > Math.min(height, width) + 2 * padding) {
		const padded = padding > 0 ? `, padded by ${padding}` : '';
		throw new ShapeMismatch(
			'map',
			`a ${kernel} × ${kernel} ${what} does not fit the ${height} × ${width} map${padded}`
		);
	}
	const side = (size: number) => Math.floor((size + 2 * padding - kernel) / stride) + 1;
	return [side(height), side(width), out];
}

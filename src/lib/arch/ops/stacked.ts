import type { Shape } from '../net.ts';
import type { Weight } from './rule.ts';

/** The shape of the tensor in which PyTorch keeps a weight, alone or with others. */
export function storedShape({ shape, stacked }: Weight): Shape {
	const [first = 1, ...rest] = shape;
	return stacked ? [first, stacked.of, ...rest] : shape;
}

/** A weight's own values, from those of the tensor in which PyTorch keeps it. */
export function ownValues<T extends Float32Array>({ shape, stacked }: Weight, values: T): T {
	if (!stacked) return values;
	const each = shape.slice(1).reduce((product, size) => product * size, 1);
	const own = new Float32Array((shape[0] ?? 1) * each);
	for (let i = 0; i < (shape[0] ?? 1); i++) {
		const from = (i * stacked.of + stacked.at) * each;
		own.set(values.subarray(from, from + each), i * each);
	}
	return own as T;
}

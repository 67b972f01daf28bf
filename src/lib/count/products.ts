import type { Layer } from '../arch/infer.ts';
import { biasMacs } from '../arch/ops/position-bias.ts';

/** Multiply-accumulates by the operator that does them, as PyTorch's tools tell them apart. */
export type Products = Readonly<{ conv: number; linear: number; attention: number }>;

/** A layer's own: the MLP inside attention that makes a continuous bias is of linear layers. */
export function productsOf({ op, macs }: Layer): Products {
	const none = { conv: 0, linear: 0, attention: 0 };
	if (op.kind === 'attention') {
		const linear = biasMacs(op);
		return { ...none, linear, attention: macs - linear };
	}
	// Frequencies times places are a matrix product too.
	if (op.kind === 'crossAttention' || op.kind === 'rotary') return { ...none, attention: macs };
	if (op.kind === 'linear') return { ...none, linear: macs };
	// timm computes a blur as a convolution.
	const isConv = op.kind === 'conv' || op.kind === 'channelConv' || op.kind === 'blurPool';
	return isConv ? { ...none, conv: macs } : none;
}

/** Those of all layers. */
export const sumProducts = (layers: readonly Layer[]): Products =>
	layers.map(productsOf).reduce((a, b) => ({
		conv: a.conv + b.conv,
		linear: a.linear + b.linear,
		attention: a.attention + b.attention
	}));

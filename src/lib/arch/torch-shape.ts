import type { LayerOp, Shape } from './net.ts';

const isChannelsLast = (op: LayerOp): boolean =>
	op.kind === 'linear' || ('channelsFirst' in op && !op.channelsFirst);

/**
 * The shape that PyTorch prints for a layer's output, batch 1: `[1, C, H, W]` for convolutions and
 * what works on their maps, `[1, H, W, C]` for linear layers and the norms beside them. timm keeps
 * the pooled map as `[1, C, 1, 1]` until the head's norm is done.
 */
export function torchShape(op: LayerOp, out: Shape): Shape {
	const [height, width, channels] = out;
	if (out.length === 1 && 'channelsFirst' in op && op.channelsFirst) return [1, ...out, 1, 1];
	if (out.length !== 3 || isChannelsLast(op)) return [1, ...out];
	return [1, channels ?? 0, height ?? 0, width ?? 0];
}

import { sidesOf, type TensorLayout, type LayerOp, type Shape } from './net.ts';
import { traitsOf } from './ops.ts';

const isChannelsLast = (op: LayerOp): boolean =>
	traitsOf(op.kind).channelsLast || ('channelsFirst' in op && !op.channelsFirst);

function shapeInLayout(layout: TensorLayout, [height = 0, width = 0, channels = 0]: Shape): Shape {
	if (layout === 'tokens') return [1, height * width, channels];
	const [high, wide] = sidesOf(layout.window);
	return [(height / high) * (width / wide), high * wide, channels];
}

/**
 * The shape that PyTorch prints for a layer's output, batch 1: `[1, C, H, W]` for convolutions and
 * what works on their maps, `[1, H, W, C]` for linear layers and the norms beside them, `[1, N, C]`
 * for tokens, `[windows, N, C]` inside window attention. timm keeps the pooled map as `[1, C, 1, 1]`
 * until the head's norm is done.
 */
export function torchShape(op: LayerOp, out: Shape): Shape {
	const [height, width, channels] = out;
	if ('heads' in op && 'layout' in op && op.heads !== undefined)
		return [1, height ?? 0, op.heads, (width ?? 0) / op.heads];
	if ('heads' in op && traitsOf(op.kind).positions === 'own' && op.heads !== undefined)
		return [1, op.heads, height ?? 0, (width ?? 0) / op.heads];
	if (out.length === 1 && 'channelsFirst' in op && op.channelsFirst) return [1, ...out, 1, 1];
	if (out.length === 3 && 'layout' in op && op.layout) return shapeInLayout(op.layout, out);
	if (out.length !== 3 || isChannelsLast(op)) return [1, ...out];
	return [1, channels ?? 0, height ?? 0, width ?? 0];
}

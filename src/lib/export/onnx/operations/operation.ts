import type { LayerOp, OpKind, Shape } from '../../../arch/net.ts';
import type { MemoryFormat } from '../../pytorch/operations/row.ts';
import type { Expression } from '../expression.ts';

/** What an operation is written from. Shapes are of one image, channels last, whatever the layout. */
export type Taken<K extends OpKind> = Readonly<{
	op: LayerOp<K>;
	in: Shape;
	/** What goes in; a join takes further values, of the same layout. */
	x: Expression;
	others: readonly Expression[];
	/** The layout of what goes in. */
	layout: MemoryFormat;
	/** A weight in PyTorch's shape, or with axes of length 1 added. */
	weight: (name: string, shape?: Shape) => Expression;
}>;

/** How an operation is written in ONNX. */
export type OnnxRow<K extends OpKind> = Readonly<{
	/** The layout in which it needs a map; `null` where that does not matter. */
	layout: MemoryFormat | null;
	write: (taken: Taken<K>) => Expression;
	/** How it leaves what it took, if differently. */
	leaves?: (op: LayerOp<K>) => MemoryFormat | undefined;
}>;

/** One value for each channel, in the shape that broadcasts over a map of this layout. */
export const perChannel = <K extends OpKind>(
	{ in: x, layout, weight }: Taken<K>,
	name: string
): Expression => (layout === 'channels first' ? weight(name, [x.at(-1) ?? 0, 1, 1]) : weight(name));

/** Axes of the positions, without batch and channels. */
export function positionAxes(layout: MemoryFormat): readonly number[] {
	switch (layout) {
		case 'channels first':
			return [2, 3];
		case 'channels last':
			return [1, 2];
		case 'tokens':
			return [1];
		case 'vector':
			return [];
	}
}

export const channelAxis = (layout: MemoryFormat): number => (layout === 'channels first' ? 1 : -1);

/** A shape for one value for each channel of images that broadcasts over a map of this layout; 0 and -1 as in `reshape`. */
export function broadcastShape(layout: MemoryFormat, channels: number): readonly number[] {
	switch (layout) {
		case 'channels first':
			return [-1, channels, 1, 1];
		case 'channels last':
			return [-1, 1, 1, channels];
		case 'tokens':
			return [-1, 1, channels];
		case 'vector':
			return [-1, channels];
	}
}

import type { LayerOp, Op, Shape } from '../../../arch/net.ts';
import { channels } from '../../../arch/ops/rule.ts';
import { channelCount, type Line } from '../line.ts';

/** The layout of what goes through the network: N C H W, N H W C, N tokens C, or N C. */
export type MemoryFormat = 'channels first' | 'channels last' | 'tokens' | 'vector';

/** Kinds that stand in the tree; joins are written with their branches. */
export type TreeKind = Op['kind'];

/** An attribute that `__init__` sets; without a name of its own it has the operation's. */
export type Attribute = Readonly<{ name: string; value: Line }>;

/** How an operation is written in PyTorch. */
export type TorchRow<K extends TreeKind> = Readonly<{
	/** The layout in which it needs a map; `null` where that does not matter. */
	layout: (op: LayerOp<K>) => MemoryFormat | null;
	sets: (op: LayerOp<K>, x: Shape) => readonly Attribute[];
	/** The new `x` in `forward`, if it is no call of the module; `self` is the operation's attribute. */
	does: null | ((op: LayerOp<K>, layout: MemoryFormat, self: string) => Line | null);
	/** How it leaves a map, if differently. */
	leaves: MemoryFormat | null | ((op: LayerOp<K>) => MemoryFormat | null);
}>;

export const anyhow = () => null;
export const first = (): MemoryFormat => 'channels first';
export const last = (): MemoryFormat => 'channels last';
const nothing = () => [];
export const dim = (x: Shape) => channelCount(channels(x), 'dim');
export const asItself = (value: Line): readonly Attribute[] => [{ name: '', value }];

export const module = <K extends TreeKind>(
	layout: (op: LayerOp<K>) => MemoryFormat | null,
	write: (op: LayerOp<K>, x: Shape) => Line
): TorchRow<K> => ({
	layout,
	sets: (op, x) => asItself(write(op, x)),
	does: null,
	leaves: null
});

export const helper = <K extends TreeKind>(
	layout: (op: LayerOp<K>) => MemoryFormat | null,
	does: (op: LayerOp<K>, layout: MemoryFormat, self: string) => Line,
	leaves: TorchRow<K>['leaves'] = null
): TorchRow<K> => ({ layout, sets: nothing, does, leaves });

export const isMap = (x: Shape): boolean => x.length === 3;
export const formatOf = (op: { channelsFirst: boolean }): MemoryFormat =>
	op.channelsFirst ? 'channels first' : 'channels last';
export const eps = (value: number, byDefault: number): string =>
	value === byDefault ? '' : `, eps=${value.toExponential()}`;

export const biasArgument = (has: boolean): string => (has ? '' : ', bias=False');

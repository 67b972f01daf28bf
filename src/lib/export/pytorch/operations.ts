import type { JoinOp, LayerOp, Op, PerAxis, Shape } from '../../arch/net.ts';
import { traitsOf } from '../../arch/ops.ts';
import { isPointwise } from '../../arch/ops/matrix.ts';
import { channels } from '../../arch/ops/rule.ts';
import type { Sliding } from '../../arch/ops/windowed.ts';
import {
	channelCount,
	CLOSE,
	count,
	joined,
	named,
	NEXT,
	OPEN,
	option,
	place,
	py,
	type Line,
	type Slot
} from './line.ts';

/** The layout of what goes through the network: N C H W, N H W C, N tokens C, or N C. */
export type MemoryFormat = 'channels first' | 'channels last' | 'tokens' | 'vector';

/** Kinds that stand in the tree; joins are written with their branches. */
type TreeKind = Op['kind'];

/** An attribute that `__init__` sets; without a name of its own it has the operation's. */
export type Attribute = Readonly<{ name: string; value: Line }>;

/** How an operation is written in PyTorch. */
type TorchRow<K extends TreeKind> = Readonly<{
	/** The layout in which it needs a map; `null` where that does not matter. */
	layout: (op: LayerOp<K>) => MemoryFormat | null;
	sets: (op: LayerOp<K>, x: Shape) => readonly Attribute[];
	/** The new `x` in `forward`, if it is no call of the module; `self` is the operation's attribute. */
	does: null | ((op: LayerOp<K>, layout: MemoryFormat, self: string) => Line | null);
	/** How it leaves a map, if differently. */
	leaves: MemoryFormat | null | ((op: LayerOp<K>) => MemoryFormat | null);
}>;

const anyhow = () => null;
const first = (): MemoryFormat => 'channels first';
const last = (): MemoryFormat => 'channels last';
const nothing = () => [];
const dim = (x: Shape) => channelCount(channels(x), 'dim');
const asItself = (value: Line): readonly Attribute[] => [{ name: '', value }];

const module = <K extends TreeKind>(
	layout: (op: LayerOp<K>) => MemoryFormat | null,
	write: (op: LayerOp<K>, x: Shape) => Line
): TorchRow<K> => ({
	layout,
	sets: (op, x) => asItself(write(op, x)),
	does: null,
	leaves: null
});

const helper = <K extends TreeKind>(
	layout: (op: LayerOp<K>) => MemoryFormat | null,
	does: (op: LayerOp<K>, layout: MemoryFormat, self: string) => Line,
	leaves: TorchRow<K>['leaves'] = null
): TorchRow<K> => ({ layout, sets: nothing, does, leaves });

const isMap = (x: Shape): boolean => x.length === 3;
const formatOf = (op: { channelsFirst: boolean }): MemoryFormat =>
	op.channelsFirst ? 'channels first' : 'channels last';
const eps = (value: number, byDefault: number): string =>
	value === byDefault ? '' : `, eps=${value.toExponential()}`;
const bias = (has: boolean): string => (has ? '' : ', bias=False');
/** What a linear layer at the end of the network gives has a name of its own. */
const wide = (out: number, x: Shape) =>
	x.length === 1 ? named(out, 'classes') : channelCount(out);

/** A norm over the channels of each position, or over those of each head of a token by itself. */
function rowNorm<K extends 'layerNorm' | 'rmsNorm'>(
	write: (op: LayerOp<K>, x: Shape, width: Line) => Line
): TorchRow<K> {
	return {
		layout: formatOf,
		sets: (op, x) =>
			asItself(write(op, x, py`${channelCount(channels(x) / (op.heads ?? 1), 'dim')}`)),
		does: ({ heads }, _layout, self) =>
			heads === undefined
				? null
				: py`${self}(x.unflatten(-1, (${named(heads, 'heads')}, -1))).flatten(-2)`,
		leaves: null
	};
}

/** What `pairs.ts` has made pairs is written as such. */
const windowOf = ({ window }: { window: PerAxis | null }): Line => {
	if (window === null || typeof window === 'number') return py`${named(window ?? 0, 'window')}`;
	return py`(${named(window[0], 'window_height')}, ${named(window[1], 'window_width')})`;
};
const shiftOf = ({ shift }: { shift: PerAxis }): Line =>
	typeof shift === 'number'
		? py`${count(shift, 'shift')}`
		: py`(${count(shift[0], 'shift_down')}, ${count(shift[1], 'shift_across')})`;

/** A kernel's side, or both as a pair. */
const sidesArgument = (value: PerAxis, hint: string): Line =>
	typeof value === 'number'
		? py`${count(value, hint)}`
		: py`(${count(value[0], `${hint}_height`)}, ${count(value[1], `${hint}_width`)})`;

/** PyTorch's default stride of a pool, where it is a number. */
const sideOf = (kernel: PerAxis): number => (typeof kernel === 'number' ? kernel : NaN);

/** PyTorch's class, or that of `helpers.ts` which pads as TensorFlow does. */
const classOf = (name: string, { padding, kernel, stride }: Sliding): string =>
	padding === 'same' && !(stride === 1 && isPointwise(kernel)) ? `${name}Same` : `nn.${name}`;

function paddingOf({ padding }: Sliding): Line {
	if (padding === 'same') return py``;
	if (typeof padding === 'number') return py`${option('padding', padding, 0, 'half')}`;
	const half = (value: number): Slot => ({ role: 'half', value, hint: 'padding' });
	return py`, padding=(${half(padding[0])}, ${half(padding[1])})`;
}

/** The PyTorch of every operation, one row each. */
const rows: { readonly [K in TreeKind]: TorchRow<K> } = {
	conv: module(first, (op, x) => {
		const gaps = option('dilation', op.dilation ?? 1, 1);
		const groups = option('groups', op.groups, 1, 'groups');
		const kernel = sidesArgument(op.kernel, 'kernel');
		return py`${classOf('Conv2d', op)}(${dim(x)}, ${channelCount(op.out)}, ${kernel}${option('stride', op.stride, 1)}${paddingOf(op)}${gaps}${groups}${bias(op.bias)})`;
	}),
	linear: {
		...module(last, () => py``),
		sets: (op, x) => [
			{ name: '', value: py`nn.Linear(${dim(x)}, ${wide(op.out, x)}${bias(op.bias === true)})` },
			...(op.bias === 'queries and values' ? ['q_bias', 'v_bias'] : []).map((name) => ({
				name,
				value: py`nn.Parameter(torch.zeros(${channelCount(op.out / 3)}))`
			}))
		],
		does: (op, _layout, self) =>
			op.bias === 'queries and values' ? py`project(x, ${self}, self.q_bias, self.v_bias)` : null
	},
	// A filter along the channels takes them as the positions of one channel.
	channelConv: {
		layout: anyhow,
		sets: (op) => {
			const kernel = count(op.taps, 'taps');
			const half = option('padding', (op.taps - 1) / 2, 0, 'half');
			return asItself(py`nn.Conv1d(1, 1, ${kernel}${half}, bias=False)`);
		},
		does: (_op, _layout, self) => py`${self}(x[:, None])[:, 0]`,
		leaves: null
	},
	attention: {
		layout: last,
		sets(op) {
			if (op.window === null) return [];
			return [op.continuous ? biasMlp(op.heads) : biasTable(op.window, op.heads)];
		},
		does: (op, layout, self) => {
			const heads = named(op.heads, 'heads');
			if (op.window === null && layout === 'channels last')
				return py`attend(x.flatten(1, 2), ${heads}).unflatten(1, x.shape[1:3])`;
			if (op.window === null) return py`attend(x, ${heads})`;
			const [window, shift] = [windowOf(op), shiftOf(op)];
			const table = op.continuous
				? py`continuous_bias(self.cpb_mlp, ${window}, ${count(op.continuous.trained, 'trained')})`
				: py`${self}relative_position_bias_table`;
			const list = joined([py`x`, py`${heads}`, py`${window}`, py`${shift}`, table], `,${NEXT}`);
			return py`attend_in_windows(${OPEN}${list}${CLOSE})`;
		},
		leaves: null
	},
	unitHeads: {
		layout: last,
		sets: ({ heads }) => [
			{
				name: 'logit_scale',
				value: py`nn.Parameter(torch.full((${named(heads, 'heads')}, 1, 1), 10.0).log())`
			}
		],
		does: ({ heads }) => py`unit_heads(x, ${named(heads, 'heads')}, self.logit_scale)`,
		leaves: null
	},
	shiftWindows: helper(last, (op) => py`shift_windows(x, ${windowOf(op)}, ${shiftOf(op)})`),
	unshiftWindows: helper(last, (op) => py`unshift_windows(x, shortcut, ${shiftOf(op)})`),
	mergePatches: helper(last, () => py`merge_patches(x)`),
	flatten: helper(
		first,
		({ vector }) => (vector ? py`x.flatten(1)` : py`x.flatten(2).transpose(1, 2)`),
		({ vector }) => (vector ? 'vector' : 'tokens')
	),
	learnedTokens: {
		layout: anyhow,
		sets: ({ count: tokens }, x) =>
			asItself(py`nn.Parameter(0.02 * torch.randn(1, ${count(tokens, 'learned')}, ${dim(x)}))`),
		does: (_op, _layout, self) => py`torch.cat([${self}.expand(len(x), -1, -1), x], dim=1)`,
		leaves: null
	},
	positionEmbedding: {
		layout: anyhow,
		sets: (_op, x) =>
			asItself(py`nn.Parameter(0.02 * torch.randn(1, ${count(x[0] ?? 0, 'tokens')}, ${dim(x)}))`),
		does: (_op, _layout, self) => py`x + ${self}`,
		leaves: null
	},
	batchNorm: module(
		first,
		(op, x) => py`nn.${isMap(x) ? 'BatchNorm2d' : 'BatchNorm1d'}(${dim(x)}${eps(op.eps, 1e-5)})`
	),
	layerNorm: rowNorm<'layerNorm'>(
		(op, x, width) =>
			py`${op.channelsFirst && isMap(x) ? 'LayerNorm2d' : 'nn.LayerNorm'}(${width}${eps(op.eps, 1e-5)}${op.bias === false ? ', bias=False' : ''})`
	),
	rmsNorm: rowNorm<'rmsNorm'>(
		(op, x, width) =>
			py`${op.channelsFirst && isMap(x) ? 'RMSNorm2d' : 'nn.RMSNorm'}(${width}${eps(op.eps, 0)})`
	),
	simpleNorm: module(
		formatOf,
		(op, x) =>
			py`SimpleNorm(${dim(x)}${eps(op.eps, 1e-6)}${op.channelsFirst && isMap(x) ? ', channels_first=True' : ''})`
	),
	groupNorm: module(
		first,
		(op, x) =>
			py`${op.bias === false ? 'GroupNormNoBias' : 'nn.GroupNorm'}(${count(op.groups, 'norm_groups')}, ${dim(x)}${eps(op.eps, 1e-5)})`
	),
	grn: module(
		formatOf,
		(op, x) =>
			py`GlobalResponseNorm(${dim(x)}${eps(op.eps, 1e-6)}${op.channelsFirst ? ', channels_first=True' : ''})`
	),
	relu: module(anyhow, () => py`nn.ReLU()`),
	squaredRelu: helper(anyhow, () => py`x.relu().square()`),
	relu6: module(anyhow, () => py`nn.ReLU6()`),
	gelu: module(anyhow, () => py`nn.GELU()`),
	geluTanh: module(anyhow, () => py`nn.GELU(approximate="tanh")`),
	quickGelu: helper(anyhow, () => py`x * torch.sigmoid(1.702 * x)`),
	silu: module(anyhow, () => py`nn.SiLU()`),
	sigmoid: module(anyhow, () => py`nn.Sigmoid()`),
	hardswish: module(anyhow, () => py`nn.Hardswish()`),
	hardsigmoid: module(anyhow, () => py`nn.Hardsigmoid()`),
	maxPool: module(first, (op) => {
		const stride = option('stride', op.stride, sideOf(op.kernel));
		return py`${classOf('MaxPool2d', op)}(${sidesArgument(op.kernel, 'pool')}${stride}${paddingOf(op)})`;
	}),
	avgPool: module(first, (op) => {
		const stride = option('stride', op.stride, sideOf(op.kernel));
		const ceil = op.ceil ? ', ceil_mode=True' : '';
		const counts = op.countPadding ? '' : ', count_include_pad=False';
		return py`${classOf('AvgPool2d', op)}(${sidesArgument(op.kernel, 'pool')}${stride}${paddingOf(op)}${ceil}${counts})`;
	}),
	blurPool: module(first, (op) => py`BlurPool2d(${count(op.stride, 'stride')})`),
	globalPool: helper(
		anyhow,
		({ keepDims }, layout) => {
			const axes = layout === 'channels last' ? '(1, 2)' : '(2, 3)';
			return py`x.mean(${axes}${keepDims ? ', keepdim=True' : ''})`;
		},
		({ keepDims }) => (keepDims ? null : 'vector')
	),
	meanPool: helper(
		anyhow,
		({ skip }, layout) => {
			if (layout === 'channels first') return py`x.mean((2, 3))`;
			if (layout === 'channels last') return py`x.mean((1, 2))`;
			return skip > 0 ? py`x[:, ${String(skip)}:].mean(1)` : py`x.mean(1)`;
		},
		'vector'
	),
	tokenAt: helper(anyhow, ({ index }) => py`x[:, ${String(index)}]`, 'vector'),
	dropTokens: helper(anyhow, (op) => py`x[:, ${count(op.count, 'before')}:]`),
	latent: {
		layout: anyhow,
		sets: (_op, x) => asItself(py`nn.Parameter(0.02 * torch.randn(1, 1, ${dim(x)}))`),
		does: (_op, _layout, self) => py`${self}.expand(len(x), -1, -1)`,
		leaves: null
	},
	bias: {
		layout: anyhow,
		sets: (_op, x) => asItself(py`nn.Parameter(torch.zeros(${dim(x)}))`),
		does: (_op, layout, self) =>
			py`x + ${self}${layout === 'channels first' ? '[:, None, None]' : ''}`,
		leaves: null
	},
	factor: helper(anyhow, ({ value }) => py`x * ${String(value)}`),
	layerScale: {
		layout: anyhow,
		sets: ({ weight }, x) =>
			asItself(weight ? py`LayerScale(${dim(x)})` : py`nn.Parameter(1e-6 * torch.ones(${dim(x)}))`),
		does: ({ weight }, layout, self) =>
			weight ? null : py`x * ${self}${layout === 'channels first' ? '[:, None, None]' : ''}`,
		leaves: null
	},
	scaleBias: {
		layout: anyhow,
		sets: () => [
			{ name: 'scale', value: py`nn.Parameter(torch.ones(1))` },
			{ name: 'bias', value: py`nn.Parameter(torch.zeros(1))` }
		],
		does: (_op, _layout, self) => py`${self}scale * x + ${self}bias`,
		leaves: null
	},
	slice: helper(anyhow, ({ from, to }, layout) => {
		const range = py`${place(from)}:${place(to)}`;
		return layout === 'channels first' ? py`x[:, ${range}]` : py`x[..., ${range}]`;
	})
};

/** How values are joined. A shortcut comes before what is added to it. */
const joins: {
	readonly [K in JoinOp['kind']]: (
		values: readonly string[],
		layout: MemoryFormat,
		op: LayerOp<K>
	) => string;
} = {
	add: (values) => values.toReversed().join(' + '),
	subtract: (values) => values.join(' - '),
	mul: (values) => values.join(' * '),
	crossAttention: (values, _layout, { heads }) => `attend_to(${values.join(', ')}, ${heads})`,
	concat(values, layout) {
		const list = values.join(`,${NEXT}`);
		return `torch.cat([${OPEN}${list}${CLOSE}], dim=${layout === 'channels first' ? 1 : -1})`;
	}
};

/** The expression that joins the values of branches, which all have this layout. */
export function joinedBy<K extends JoinOp['kind']>(
	op: LayerOp<K>,
	values: readonly string[],
	layout: MemoryFormat
): string {
	return joins[op.kind as K](values, layout, op);
}

const biasMlp = (heads: number): Attribute => ({
	name: 'cpb_mlp',
	value: py`nn.Sequential(${OPEN}nn.Linear(2, 512),${NEXT}nn.ReLU(),${NEXT}nn.Linear(512, ${named(heads, 'heads')}, bias=False)${CLOSE})`
});

function biasTable(window: PerAxis, heads: number): Attribute {
	const count = named(heads, 'heads');
	if (typeof window === 'number') {
		const value = py`nn.Parameter(torch.zeros((2 * ${named(window, 'window')} - 1) ** 2, ${count}))`;
		return { name: 'relative_position_bias_table', value };
	}
	const [high, wide] = [named(window[0], 'window_height'), named(window[1], 'window_width')];
	const rows = py`(2 * ${high} - 1) * (2 * ${wide} - 1)`;
	const value = py`nn.Parameter(${OPEN}torch.zeros(${rows}, ${count})${CLOSE})`;
	return { name: 'relative_position_bias_table', value };
}

const rowOf = <K extends TreeKind>(op: LayerOp<K>): TorchRow<K> => rows[op.kind as K];

/** The layout in which an operation needs a map; `null` where that does not matter. */
export const memoryFormatOf = <K extends TreeKind>(op: LayerOp<K>): MemoryFormat | null =>
	rowOf(op).layout(op);

/** What `__init__` sets for an operation. */
export const attributesOf = <K extends TreeKind>(op: LayerOp<K>, x: Shape): readonly Attribute[] =>
	rowOf(op).sets(op, x);

/** What `forward` does for an operation; `null` if it calls the module. */
export function doneBy<K extends TreeKind>(
	op: LayerOp<K>,
	layout: MemoryFormat,
	self: string
): Line | null {
	return rowOf(op).does?.(op, layout, self) ?? null;
}

export function leftAs<K extends TreeKind>(op: LayerOp<K>): MemoryFormat | null {
	const { leaves } = rowOf(op);
	return typeof leaves === 'function' ? leaves(op) : leaves;
}

/** Whether an operation begins a new line in `forward`; norms and activations follow on one. */
export function isHeavy({ kind }: Op): boolean {
	const { product, positions } = traitsOf(kind);
	return product === true || positions === 'window';
}

import type { LayerOp, Shape, Op } from '../../../arch/net.ts';
import { py, type Line } from '../line.ts';
import {
	anyhow,
	module,
	helper,
	type TorchRow,
	type TreeKind,
	type MemoryFormat,
	type Attribute
} from './row.ts';
import { conv, maxPool, avgPool, blurPool } from './sliding.ts';
import { linear, channelConv } from './matrix.ts';
import { attention, unitHeads, shiftWindows, unshiftWindows, mergePatches } from './attention.ts';
import { batchNorm, layerNorm, rmsNorm, simpleNorm, groupNorm, grn } from './norms.ts';
import { rotary } from './rotary.ts';
import {
	flatten,
	learnedTokens,
	positionEmbedding,
	globalPool,
	meanPool,
	tokenAt,
	dropTokens,
	latent
} from './tokens.ts';
import { bias, factor, layerScale, scaleBias, slice } from './scales.ts';
import { traitsOf } from '../../../arch/ops.ts';

/** The PyTorch of every operation, one row each. */
const rows: { readonly [K in TreeKind]: TorchRow<K> } = {
	conv,
	maxPool,
	avgPool,
	blurPool,
	linear,
	channelConv,
	attention,
	unitHeads,
	rotary,
	shiftWindows,
	unshiftWindows,
	mergePatches,
	batchNorm,
	layerNorm,
	rmsNorm,
	simpleNorm,
	groupNorm,
	grn,
	flatten,
	learnedTokens,
	positionEmbedding,
	globalPool,
	meanPool,
	tokenAt,
	dropTokens,
	latent,
	bias,
	factor,
	layerScale,
	scaleBias,
	slice,
	relu: module(anyhow, () => py`nn.ReLU()`),
	squaredRelu: helper(anyhow, () => py`x.relu().square()`),
	relu6: module(anyhow, () => py`nn.ReLU6()`),
	gelu: module(anyhow, () => py`nn.GELU()`),
	geluTanh: module(anyhow, () => py`nn.GELU(approximate="tanh")`),
	quickGelu: helper(anyhow, () => py`x * torch.sigmoid(1.702 * x)`),
	silu: module(anyhow, () => py`nn.SiLU()`),
	sigmoid: module(anyhow, () => py`nn.Sigmoid()`),
	hardswish: module(anyhow, () => py`nn.Hardswish()`),
	hardsigmoid: module(anyhow, () => py`nn.Hardsigmoid()`)
};

const rowOf = <K extends TreeKind>(op: LayerOp<K>): TorchRow<K> => rows[op.kind as K];

/** The layout in which an operation needs a map; `null` where that does not matter. */
export const memoryFormatOf = <K extends TreeKind>(op: LayerOp<K>): MemoryFormat | null =>
	rowOf(op).layout(op);

/** What `__init__` sets for an operation. */
export const attributesOf = <K extends TreeKind>(op: LayerOp<K>, x: Shape): readonly Attribute[] =>
	rowOf(op).sets(op, x);

/** Whether attributes with a name of their own stand beside the operation, and not in it. */
export const setsBeside = ({ kind }: Op): boolean => kind === 'linear' || kind === 'unitHeads';

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

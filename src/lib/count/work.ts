import type { Layer } from '../arch/infer.ts';
import { sidesOf, type LayerOp, type OpKind } from '../arch/net.ts';
import { elements, traitsOf } from '../arch/ops.ts';
import { byActivation } from '../arch/ops/activations.ts';
import { attentionSizes, crossAttentionSizes } from '../arch/ops/attention.ts';

/** Floating-point operations of a layer for one image, and the formula behind them. */
export type Work = Readonly<{ operations: number; formula: string }>;

type LayerOf<K extends OpKind> = Layer & Readonly<{ op: LayerOp<K> }>;
type WorkRule<K extends OpKind> = (layer: LayerOf<K>) => Work;

/** So many operations for each output element. */
const perOutput =
	(times: number): WorkRule<OpKind> =>
	({ out }) => ({
		operations: times * elements(out),
		formula: times === 1 ? 'one for each output' : `${times} for each output`
	});

/** So many operations for each input element. */
const perInput =
	(times: number): WorkRule<OpKind> =>
	({ in: x }) => ({
		operations: times * elements(x),
		formula: times === 1 ? 'one for each input' : `${times} for each input`
	});

/** One operation for each output element and each value that is joined to the first. */
const perOther: WorkRule<OpKind> = (layer) => perOutput(layer.others.length)(layer);

const moved: WorkRule<OpKind> = () => ({ operations: 0, formula: 'none: numbers are moved only' });

function products({ macs, out, op }: LayerOf<'conv'> | LayerOf<'linear'>): Work {
	return op.bias
		? { operations: 2 * macs + elements(out), formula: '2 × MACs + one for each output (bias)' }
		: { operations: 2 * macs, formula: '2 × MACs' };
}

/** Positions under a pool's kernel. */
function positionsOf({ kernel }: LayerOp<'maxPool'> | LayerOp<'avgPool'>): number {
	const [height, width] = sidesOf(kernel);
	return height * width;
}

/** Per score: one for the position bias; and for softmax a maximum, difference, exponential, sum and quotient. */
function attention({ op, in: x, out, macs }: LayerOf<'attention'>): Work {
	const { windows, heads, positions } = attentionSizes(op, x);
	const scores = windows * heads * positions ** 2;
	const each = op.window === null ? 5 : 6;
	return {
		operations: 2 * macs + elements(out) + each * scores,
		formula: `2 × MACs + one for each output (scaling) + ${each} for each score`
	};
}

function crossAttention({ op, in: x, others: [other = []], out, macs }: LayerOf<'crossAttention'>) {
	const { heads, queries, keys } = crossAttentionSizes(op, x, other);
	return {
		operations: 2 * macs + elements(out) + 5 * heads * queries * keys,
		formula: '2 × MACs + one for each output (scaling) + 5 for each score'
	};
}

/**
 * A layer norm takes two sums over its input, then centres, scales, multiplies and adds: 7 with the
 * square. Tools that count norms at all say 2 to 5; memory decides their time anyway.
 */
const rules: { readonly [K in OpKind]: WorkRule<K> } = {
	conv: products,
	linear: products,
	channelConv: ({ macs }) => ({ operations: 2 * macs, formula: '2 × MACs' }),
	attention,
	// A square, a sum and a product for queries and keys, and values as they are.
	unitHeads: perOutput(2),
	// Two products and a sum for each number of two thirds.
	rotary: perOutput(2),
	shiftWindows: moved,
	unshiftWindows: moved,
	mergePatches: moved,
	flatten: moved,
	learnedTokens: moved,
	positionEmbedding: perOutput(1),
	// Folded at inference: one factor and one summand for each channel.
	batchNorm: perOutput(2),
	layerNorm: perOutput(7),
	rmsNorm: perOutput(4),
	simpleNorm: perOutput(6),
	groupNorm: perOutput(7),
	grn: perOutput(6),
	...byActivation((kind) => perOutput(traitsOf(kind).activation?.operations ?? 0)),
	maxPool: ({ op, out }) => ({
		operations: (positionsOf(op) - 1) * elements(out),
		formula: 'k² − 1 for each output'
	}),
	avgPool: ({ op, out }) => ({
		operations: positionsOf(op) * elements(out),
		formula: 'k² for each output'
	}),
	blurPool: ({ macs }) => ({ operations: 2 * macs, formula: '2 × MACs' }),
	globalPool: perInput(1),
	meanPool: perInput(1),
	tokenAt: moved,
	dropTokens: moved,
	latent: moved,
	layerScale: perOutput(1),
	scaleBias: perOutput(2),
	bias: perOutput(1),
	factor: perOutput(1),
	slice: moved,
	add: perOther,
	subtract: perOther,
	mul: perOther,
	concat: moved,
	crossAttention
};

/** Operations by which a layer's time is estimated: products, and what stands beside them. */
export function workOf<K extends OpKind>(layer: LayerOf<K>): Work {
	const rule: WorkRule<K> = rules[layer.op.kind as K];
	return rule(layer);
}

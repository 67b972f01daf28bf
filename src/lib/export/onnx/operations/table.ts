import type { LayerOp, OpKind } from '../../../arch/net.ts';
import { add, concat, multiply, node, scalar, type Expression } from '../expression.ts';
import { attention, unitHeads } from './attention.ts';
import { crossAttention } from './cross-attention.ts';
import { channelConv, conv, linear } from './matrix.ts';
import { batchNorm, grn, groupNorm, layerNorm, rmsNorm, simpleNorm } from './norms.ts';
import { channelAxis, perChannel, type OnnxRow } from './operation.ts';
import { avgPool, blurPool, maxPool } from './pools.ts';
import { rotary } from './rotary.ts';
import {
	dropTokens,
	flatten,
	globalPool,
	latent,
	learnedTokens,
	meanPool,
	positionEmbedding,
	slice,
	tokenAt
} from './tokens.ts';
import { mergePatches, shiftWindows, unshiftWindows } from './windows.ts';

/** PyTorch's: clip(x / 6 + 1/2, 0, 1); ONNX's own default slope is another. */
const hardsigmoid = (x: Expression): Expression =>
	node('HardSigmoid', [x], { alpha: { float: 1 / 6 }, beta: { float: 0.5 } });

const gated = (x: Expression, gate: Expression): Expression => multiply(x, node('Sigmoid', [gate]));

/** The ONNX of every operation, one row each. */
const rows: { readonly [K in OpKind]: OnnxRow<K> } = {
	conv,
	linear,
	channelConv,
	attention,
	unitHeads,
	rotary,
	shiftWindows,
	unshiftWindows,
	mergePatches,
	flatten,
	learnedTokens,
	positionEmbedding,
	batchNorm,
	layerNorm,
	rmsNorm,
	simpleNorm,
	groupNorm,
	grn,
	relu: { layout: null, write: ({ x }) => node('Relu', [x]) },
	squaredRelu: {
		layout: null,
		write({ x }) {
			const above = node('Relu', [x]);
			return multiply(above, above);
		}
	},
	relu6: { layout: null, write: ({ x }) => node('Clip', [x, scalar(0), scalar(6)]) },
	// By the error function, in the order that runtimes know and compute in one go.
	gelu: {
		layout: null,
		write({ x }) {
			const inner = node('Erf', [node('Div', [x, scalar(Math.SQRT2)])]);
			return multiply(multiply(x, add(inner, scalar(1))), scalar(0.5));
		}
	},
	geluTanh: {
		layout: null,
		write({ x }) {
			const cube = multiply(multiply(x, x), x);
			const inner = add(x, multiply(cube, scalar(0.044715)));
			return gated(x, multiply(inner, scalar(2 * Math.sqrt(2 / Math.PI))));
		}
	},
	quickGelu: { layout: null, write: ({ x }) => gated(x, multiply(x, scalar(1.702))) },
	silu: { layout: null, write: ({ x }) => gated(x, x) },
	sigmoid: { layout: null, write: ({ x }) => node('Sigmoid', [x]) },
	hardswish: { layout: null, write: ({ x }) => multiply(x, hardsigmoid(x)) },
	hardsigmoid: { layout: null, write: ({ x }) => hardsigmoid(x) },
	maxPool,
	avgPool,
	blurPool,
	globalPool,
	meanPool,
	tokenAt,
	dropTokens,
	latent,
	layerScale: {
		layout: null,
		write: (taken) => multiply(taken.x, perChannel(taken, taken.op.weight ?? ''))
	},
	bias: { layout: null, write: (taken) => add(taken.x, perChannel(taken, '')) },
	factor: { layout: null, write: ({ op, x }) => multiply(x, scalar(op.value)) },
	scaleBias: {
		layout: null,
		write: ({ x, weight }) => add(multiply(x, weight('scale')), weight('bias'))
	},
	slice,
	add: { layout: null, write: ({ x, others }) => [x, ...others].reduceRight(add) },
	subtract: {
		layout: null,
		write: ({ x, others }) => others.reduce((a, b) => node('Sub', [a, b]), x)
	},
	mul: { layout: null, write: ({ x, others }) => others.reduce(multiply, x) },
	concat: {
		layout: null,
		write: ({ x, others, layout }) => concat([x, ...others], channelAxis(layout))
	},
	crossAttention
};

export const rowOf = <K extends OpKind>(op: LayerOp<K>): OnnxRow<K> => rows[op.kind as K];

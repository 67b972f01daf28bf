import { expect, it } from 'vitest';
import type { OpKind } from '../../../../src/lib/arch/net.ts';
import { OP_KINDS } from '../../../../src/lib/arch/ops.ts';
import { conventions } from '../../../../src/lib/count/conventions/conventions.ts';

/** Kinds that no tool counts anything for: they move numbers, or are operators that none patches. */
const UNCOUNTED: readonly OpKind[] = [
	'unitHeads',
	'shiftWindows',
	'unshiftWindows',
	'mergePatches',
	'flatten',
	'learnedTokens',
	'positionEmbedding',
	'meanPool',
	'tokenAt',
	'dropTokens',
	'latent',
	'bias',
	'factor',
	'quickGelu',
	'sigmoid',
	'hardswish',
	'hardsigmoid',
	'scaleBias',
	'slice',
	'add',
	'subtract',
	'mul',
	'concat'
];

const NORMS: readonly OpKind[] = [
	'batchNorm',
	'layerNorm',
	'rmsNorm',
	'simpleNorm',
	'groupNorm',
	'grn'
];
const ACTIVATIONS: readonly OpKind[] = ['relu', 'relu6', 'squaredRelu', 'gelu', 'geluTanh', 'silu'];
const POOLS: readonly OpKind[] = ['maxPool', 'avgPool', 'globalPool'];

/** By tool, what it counts nothing for beside those: read in its source, as its file says where. */
const LEFT_OUT: Readonly<Record<string, readonly OpKind[]>> = {
	paper: [...NORMS, ...ACTIVATIONS, ...POOLS, 'layerScale'],
	fvcore: ['rmsNorm', 'simpleNorm', 'grn', ...ACTIVATIONS, 'maxPool', 'avgPool', 'layerScale'],
	torch: [...NORMS, ...ACTIVATIONS, ...POOLS, 'layerScale'],
	'ptflops-aten': [...NORMS, ...ACTIVATIONS, ...POOLS, 'layerScale'],
	'ptflops-pytorch': [
		'crossAttention',
		'rotary',
		'rmsNorm',
		'simpleNorm',
		'groupNorm',
		'grn',
		'blurPool'
	],
	thop: [
		'crossAttention',
		'rotary',
		'rmsNorm',
		'simpleNorm',
		'groupNorm',
		'grn',
		...ACTIVATIONS,
		'maxPool',
		'blurPool',
		'layerScale'
	],
	torchinfo: ['crossAttention', 'rotary', ...ACTIVATIONS, ...POOLS, 'blurPool', 'layerScale'],
	deepspeed: ['rmsNorm', 'simpleNorm', 'grn', 'relu6'],
	timm: ['rmsNorm', 'simpleNorm', 'grn', ...ACTIVATIONS, 'maxPool', 'avgPool', 'layerScale']
};

it('names every tool', () => {
	expect(Object.keys(LEFT_OUT).sort()).toEqual(conventions.map(({ id }) => id).sort());
});

// A new kind of operation fails here until it is decided for each tool: a row, or a name above.
it.each(conventions)('$id counts nothing for exactly the kinds that are listed', (convention) => {
	const without = OP_KINDS.filter((kind) => convention.rules[kind] === undefined);
	expect([...without].sort()).toEqual([...UNCOUNTED, ...(LEFT_OUT[convention.id] ?? [])].sort());
});

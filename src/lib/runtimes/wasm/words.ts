import type { ActivationKind } from '../../arch/ops/activations.ts';

/** What kernels are called with, as they find it in memory: see the constants at the top of each. */

/** Kernels in the order of `run` in `assembly/kernels.as`. */
export const KERNELS = [
	'product',
	'depthwise',
	'rowNorm',
	'groupNorm',
	'channelLengths',
	'byLength',
	'attention',
	'pool',
	'mean',
	'copy',
	'gate',
	'pieces',
	'roll',
	'merge',
	'slope',
	'rowNormBack',
	'winograd',
	'unitHeads',
	'rotary'
] as const;
export type KernelName = (typeof KERNELS)[number];

/** Words that a call takes, parts of its epilogue included. */
export const CALL_WORDS = 128;

/** Where the parts of an epilogue begin. */
export const PARTS_AT = 48;

/** Parts by their numbers in `assembly/activations.as` and `assembly/epilogue.as`. */
export const PARTS = {
	relu: 0,
	squaredRelu: 1,
	relu6: 2,
	gelu: 3,
	geluTanh: 4,
	quickGelu: 5,
	silu: 6,
	sigmoid: 7,
	hardswish: 8,
	hardsigmoid: 9,
	add: 10,
	subtract: 11,
	mul: 12,
	affine: 13,
	scaleBias: 14
} as const satisfies Readonly<
	Record<ActivationKind | 'add' | 'subtract' | 'mul' | 'affine' | 'scaleBias', number>
>;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The word of a number in single precision. */
export function floatWord(value: number): number {
	float[0] = value;
	return bits[0] ?? 0;
}

import type { FieldValue } from '../../fields.ts';
import {
	commonWords,
	unsaid,
	type TimmWord,
	type TimmWords,
	activationWord,
	quoted
} from '../timm-words.ts';

const someOf = (
	value: FieldValue | undefined,
	of: (item: unknown, row: number) => boolean
): boolean => Array.isArray(value) && value.some(of);

/**
 * Networks of mobilenetv3.py, whose last convolution comes after the pool, take none, and timm does not
 * count what space to depth halves.
 */
const whereTaken: TimmWord = (value, _config, { head, spaceToDepth }) =>
	head === 'conv-pool' && !someOf(spaceToDepth, (each) => each === 'on')
		? [['output_stride', String(value)]]
		: null;

/** Networks that have one already take no other, and timm's blur of a separable block has its outer channels. */
const aa: TimmWord = (value, { blocks, strides }, start) => {
	const isSeparable = (block: unknown, row: number) =>
		String(block).startsWith('separable') && Array.isArray(strides) && strides[row] === 2;
	if (start['antialias'] !== 'none' || (value === 'blur' && someOf(blocks, isSeparable)))
		return null;
	return [['aa_layer', quoted(value === 'blur' ? 'blurpc' : 'avg')]];
};

/** timm's networks take their rows from their names alone. */
export const mbconvWords: TimmWords = {
	...commonWords,
	input: unsaid,
	activation: activationWord,
	outputStride: whereTaken,
	antialias: aa,
	padding: (value) => [['pad_type', value === 'same' ? quoted('same') : quoted('')]],
	eps: (value) => [['bn_eps', String(value)]]
};

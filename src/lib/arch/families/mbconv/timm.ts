import {
	commonWords,
	unsaid,
	type TimmWord,
	type TimmWords,
	activationWord,
	quoted
} from '../timm-words.ts';

/** Networks of mobilenetv3.py, whose last convolution comes after the pool, take none. */
const whereTaken: TimmWord = (value, _config, { head }) =>
	head === 'conv-pool' ? [['output_stride', String(value)]] : null;

/** timm's networks take their rows from their names alone. */
export const mbconvWords: TimmWords = {
	...commonWords,
	input: unsaid,
	activation: activationWord,
	outputStride: whereTaken,
	padding: (value) => [['pad_type', value === 'same' ? quoted('same') : quoted('')]],
	eps: (value) => [['bn_eps', String(value)]]
};

import { commonWords, unsaid, type TimmWords, activationWord, quoted } from '../timm-words.ts';

/** timm's networks take their rows from their names alone. */
export const mbconvWords: TimmWords = {
	...commonWords,
	input: unsaid,
	activation: activationWord,
	padding: (value) => [['pad_type', value === 'same' ? quoted('same') : quoted('')]],
	eps: (value) => [['bn_eps', String(value)]]
};

import { activations, isActivationKind } from '../../ops/activations.ts';
import { commonWords, unsaid, type TimmWord, type TimmWords } from '../timm-words.ts';

const activation: TimmWord = (value) => {
	const kind = String(value);
	return isActivationKind(kind) ? [['act_layer', `"${activations[kind].timm}"`]] : null;
};

/** timm's networks take their rows from their names alone. */
export const mbconvWords: TimmWords = {
	...commonWords,
	input: unsaid,
	activation,
	padding: (value) => [['pad_type', value === 'same' ? '"same"' : '""']],
	eps: (value) => [['bn_eps', String(value)]]
};

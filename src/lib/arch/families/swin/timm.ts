import { as, transformerWords, tuple, type TimmWords } from '../timm-words.ts';

export const swinWords: TimmWords = {
	...transformerWords,
	depths: as('depths', tuple),
	heads: as('num_heads', tuple),
	window: as('window_size')
};

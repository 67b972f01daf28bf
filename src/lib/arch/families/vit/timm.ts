import { as, bool, transformerWords, type TimmWords } from '../timm-words.ts';

export const vitWords: TimmWords = {
	...transformerWords,
	depth: as('depth'),
	heads: as('num_heads'),
	classToken: as('class_token', bool),
	pool: (value) => [['global_pool', value === 'average' ? '"avg"' : '"token"']]
};

import type { Field } from '../../fields.ts';
import { inputFields } from '../common-fields.ts';
import { aroundFields } from './fields/around.ts';
import { betweenFields } from './fields/between.ts';
import { blockFields } from './fields/block.ts';
import { stageFields } from './fields/stages.ts';

/** What a person can change in a ConvNet, with the limits of every value. */
export const convNetFields: readonly Field[] = [
	...stageFields,
	...blockFields,
	...betweenFields,
	...aroundFields,
	...inputFields
];

import type { Field } from '../../fields.ts';
import { inputFields } from '../common-fields.ts';
import { aroundFields } from './fields/around.ts';
import { blockFields } from './fields/block.ts';
import { gateFields } from './fields/gate.ts';
import { rowFields } from './fields/rows.ts';

/** What a person can change in an MBConv network, with the limits of every value. */
export const mbconvFields: readonly Field[] = [
	...rowFields,
	...blockFields,
	...gateFields,
	...aroundFields,
	...inputFields
];

import type { Op } from '../net.ts';
import type { InputConfig } from './common-fields.ts';

/** The linear layer that classifies, as a child of a chain; `null` for a network without, which hands on features. */
export const classifier = (
	name: string,
	{ classes }: InputConfig
): readonly [name: string, op: Op] | null =>
	classes === 0 ? null : [name, { kind: 'linear', out: classes, bias: true }];

import type { Field, PerStageField } from '../fields.ts';
import { activationOptions } from './choices.ts';
import { whole } from './common-fields.ts';

/** What families with stages share. */
export const depthsField: PerStageField = {
	key: 'depths',
	label: 'depth',
	role: 'depth',
	group: 'Stages',
	kind: 'per-stage',
	...whole(1, 96),
	help: 'Blocks in the stage.'
};

/** @param nudge what one arrow key moves */
export const widthsField = (help: string, nudge = 8): PerStageField => ({
	key: 'widths',
	label: 'width',
	role: 'width',
	group: 'Stages',
	kind: 'per-stage',
	...whole(1, 4096, nudge),
	help
});

/** @param help what the activation stands between */
export const activationField = (help: string): Field => ({
	key: 'activation',
	label: 'activation',
	group: 'Block',
	kind: 'choice',
	options: activationOptions,
	help
});

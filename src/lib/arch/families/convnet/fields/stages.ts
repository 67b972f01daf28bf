import type { Field } from '../../../fields.ts';
import { depthsField, widthsField } from '../../stage-fields.ts';

export const stageFields: readonly Field[] = [
	depthsField,
	widthsField(
		'Base channels of the stage. A bottleneck narrows to this width; other blocks carry it.'
	),
	{
		key: 'kernels',
		label: 'kernel',
		role: 'kernel',
		group: 'Stages',
		kind: 'per-stage',
		min: 1,
		max: 63,
		step: 2,
		nudge: 2,
		help: 'Side of the spatial convolution’s kernel; odd, so that the map keeps its size.'
	},
	{
		key: 'expansions',
		label: 'expansion',
		role: 'expansion',
		group: 'Stages',
		kind: 'per-stage',
		min: 0.25,
		max: 16,
		step: 0.25,
		nudge: 0.5,
		applies: (config) => config.block !== 'basic',
		help: 'Wide channels of the block over its base width.'
	}
];

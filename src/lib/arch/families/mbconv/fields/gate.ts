import type { Config, Field } from '../../../fields.ts';
import { options } from '../../choices.ts';

const gates = ({ seRatios }: Config): boolean =>
	Array.isArray(seRatios) && seRatios.some((ratio) => Number(ratio) > 0);

/** Fields of the squeeze-and-excitation gates, where there are any. */
export const gateFields: readonly Field[] = [
	{
		key: 'seGate',
		label: 'gate',
		group: 'Block',
		kind: 'choice',
		options: options(['sigmoid', 'sigmoid'], ['hardsigmoid', 'hard sigmoid']),
		applies: gates,
		help: 'The activation that ends a squeeze-and-excitation gate.'
	},
	{
		key: 'seActivation',
		label: 'inside the gate',
		group: 'Block',
		kind: 'choice',
		options: options(['own', 'block’s'], ['relu', 'ReLU']),
		applies: gates,
		help: 'The activation between a gate’s two layers.'
	},
	{
		key: 'seFrom',
		label: 'SE ratio of',
		group: 'Block',
		kind: 'choice',
		options: options(['input', 'input'], ['hidden', 'hidden']),
		applies: gates,
		help: 'What a gate’s ratio is of: the channels that enter the block (EfficientNet), or those inside it (MobileNetV3).'
	},
	{
		key: 'seRound',
		label: 'SE multiple of',
		group: 'Block',
		kind: 'choice',
		options: options(['whole', '1'], ['eights', '8'], ['close-eights', '8, within 5%']),
		applies: gates,
		help: 'Channels inside a gate are rounded to a whole number, or to a multiple of 8 that loses at most a tenth or a twentieth of them.'
	}
];

import type { Field } from '../../../fields.ts';
import { whole } from '../../common-fields.ts';
import { is, options } from '../../choices.ts';
import { activationField } from '../../stage-fields.ts';

const CONV_POSITIONS = options(['1', '1st'], ['2', '2nd'], ['3', '3rd']);

/** Fields of what stands between and after a block's convolutions: norms, activations, scales and gates. */
export const betweenFields: readonly Field[] = [
	{
		key: 'norm',
		label: 'norm',
		group: 'Block',
		kind: 'choice',
		options: options(
			['batch', 'BN'],
			['layer', 'LN'],
			['group', 'GN'],
			['rms', 'RMS'],
			['simple', 'simple'],
			['none', 'none']
		),
		help: 'Normalization everywhere in the network. With BN and GN the block’s convolutions have no bias; timm’s simple norm divides by the standard deviation and takes no mean away.'
	},
	{
		key: 'normGroups',
		label: 'norm groups',
		group: 'Block',
		kind: 'number',
		...whole(1, 512),
		applies: is('norm', 'group'),
		help: 'Groups of GroupNorm; they must divide every normalized width.'
	},
	{
		key: 'normEps',
		label: 'norm epsilon',
		role: 'form',
		group: 'Block',
		kind: 'choice',
		options: options(['usual', 'usual'], ['1e-5', '10⁻⁵'], ['1e-6', '10⁻⁶']),
		applies: (config) => config.norm !== 'none',
		help: 'What is added to the variance. Usual are 10⁻⁵ of BN and GN, and 10⁻⁶ of the others.'
	},
	{
		key: 'normAfter',
		label: 'norm after conv',
		group: 'Block',
		kind: 'set',
		options: CONV_POSITIONS,
		applies: (config) => config.norm !== 'none',
		help: 'Which of the block’s convolutions a norm follows.'
	},
	activationField('The non-linearity. GELU is the exact erf form.'),
	{
		key: 'activationAfter',
		label: 'activation after conv',
		group: 'Block',
		kind: 'set',
		options: CONV_POSITIONS,
		help: 'Which of the block’s convolutions an activation follows; that of the last comes after the addition.'
	},
	{
		key: 'layerScale',
		label: 'layer scale',
		group: 'Block',
		kind: 'switch',
		help: 'A learned factor for each channel at the end of the block’s body.'
	},
	{
		key: 'grn',
		label: 'GRN',
		group: 'Block',
		kind: 'switch',
		help: 'Global response normalization before the block’s last convolution (ConvNeXt V2).'
	},
	{
		key: 'se',
		label: 'channel gate',
		group: 'Block',
		kind: 'choice',
		options: options(
			['none', 'none'],
			['sigmoid', 'SE'],
			['hardsigmoid', 'SE, hard'],
			['eca', 'ECA']
		),
		help: 'A weight for each channel from the whole map at the end of the block’s body: squeeze-and-excitation with a sigmoid or a hard sigmoid (SENet), or one short filter along the channels (ECA-Net).'
	},
	{
		key: 'seReduction',
		label: 'squeeze',
		group: 'Block',
		kind: 'number',
		...whole(1, 64, 4),
		applies: is('se', 'sigmoid', 'hardsigmoid'),
		help: 'Channels of the map over those between the gate’s two layers: 16 in SE-ResNet, 4 in ResNet-RS.'
	}
];

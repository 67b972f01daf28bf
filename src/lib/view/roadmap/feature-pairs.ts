import { compared, type Compared } from '../../state/compared.ts';
import { convNet } from '../../arch/families/convnet/family.ts';
import type { DepthPlace } from '../../features/depth.ts';
import { roadmapConfigs, stepIndex, type Regime } from '../../roadmap/steps.ts';

/** Two steps of the roadmap that differ in one thing, and what that does to features. */
export type FeaturePair = Readonly<{
	id: string;
	name: string;
	/** The steps, by their ids, and what each has. */
	sides: readonly (readonly [step: string, name: string])[];
	/** What of a block shows it best. */
	place: DepthPlace;
	/** What shows without training. */
	shows: string;
	/** What only training would show. */
	hides: string;
}>;

export const FEATURE_PAIRS: readonly FeaturePair[] = [
	{
		id: 'norm',
		name: 'BatchNorm and LayerNorm',
		sides: [
			['fewer-norms', 'BatchNorm'],
			['layer-norm', 'LayerNorm']
		],
		place: 'norm',
		shows:
			'LayerNorm takes its mean and variance from the picture, over the channels of each place: what leaves it has mean 0 and deviation 1 but for its scale and shift, at any depth, on any picture. BatchNorm scales by numbers that are stored: its mean and deviation follow what comes in. LayerNorm also lifts faint places to the strength of all others.',
		hides:
			'Stored means and variances are those of no data here: after training BatchNorm’s outputs too are about 0 and 1 on average over ImageNet, though not on each picture. Which norm trains better cannot be seen.'
	},
	{
		id: 'activation',
		name: 'ReLU and GELU',
		sides: [
			['kernel-7', 'ReLU'],
			['gelu', 'GELU']
		],
		place: 'activation',
		shows:
			'ReLU sets all that is below zero to exactly zero: count the zeros, and the channels that are dark everywhere on this picture. Where nothing below zero is left, channels are more alike: their distance falls. GELU lets a little through, down to −0.17, and near zero it is almost a straight line: few values, if any, are exactly zero, and faint differences stay.',
		hides:
			'How many channels die, and whether that matters, is decided in training, which can move what comes in above zero. The paper saw no change of accuracy.'
	},
	{
		id: 'kernel',
		name: 'Kernel 3 and kernel 7',
		sides: [
			['move-up', 'kernel 3'],
			['kernel-7', 'kernel 7']
		],
		place: 'mixing',
		shows:
			'Each place of a depthwise layer’s output is a weighted mean of 9 or of 49 places of one channel: with 49, edges spread wider, fine detail is averaged, and the border, where zeros are padded, reaches three places in instead of one. What ReLU left at zero stays zero only where all places under the kernel are.',
		hides:
			'These kernels are evenly spread numbers. Trained ones of the same size look for edges, blobs and directions, or use little of their 7 × 7; which of it a network needs cannot be seen here.'
	}
];

/** The designs of a pair, in a regime. */
export function pairDesigns(
	{ sides }: FeaturePair,
	regime: Regime
): readonly (Compared & Readonly<{ name: string }>)[] {
	const configs = roadmapConfigs(regime);
	return sides.flatMap(([step, name]) => {
		const config = configs[stepIndex(step)];
		return config ? [{ ...compared({ family: convNet, preset: regime, config }), name }] : [];
	});
}

import type { ConvNetConfig } from './convnet.ts';
import { convNetPresets } from './convnet-presets.ts';

/** The two scales at which the paper walks from ResNet to ConvNeXt (arXiv 2201.03545, Tables 10 and 11). */
export const REGIMES = ['resnet50', 'resnet200'] as const;
export type Regime = (typeof REGIMES)[number];

type Patch = Partial<ConvNetConfig>;

/** One decision of the path: what it changes of the network before it. */
export type RoadmapStep = Readonly<{
	name: string;
	patch: (regime: Regime) => Patch;
	/** Tried in the paper and not kept: the next step does not build on it. */
	rejected?: true;
}>;

const doubling = (width: number) => [width, 2 * width, 4 * width, 8 * width];
const kernels = (size: number): Patch => ({ kernels: [size, size, size, size] });

/** The path in the paper's order and words. Wiring as in its appendix and the authors' submitted code. */
export const roadmapSteps: readonly RoadmapStep[] = [
	{ name: 'baseline', patch: () => ({}) },
	{
		name: 'stage ratio',
		// The larger regime also widens ResNet-200 here, which keeps its cost near Swin-B's.
		patch: (regime) =>
			regime === 'resnet50'
				? { depths: [3, 3, 9, 3] }
				: { depths: [3, 3, 27, 3], widths: doubling(84) }
	},
	{ name: 'patchify stem', patch: () => ({ stem: 'patchify', outerNorms: ['downsample'] }) },
	{ name: 'depthwise conv', patch: () => ({ conv: 'depthwise' }) },
	{
		name: 'increase width',
		patch: (regime) => ({ widths: doubling(regime === 'resnet50' ? 96 : 128) })
	},
	{ name: 'inverting dimensions', patch: () => ({ block: 'inverted' }) },
	{ name: 'move up depthwise conv', patch: () => ({ block: 'spatial-first' }) },
	{ name: 'kernel size -> 5', patch: () => kernels(5) },
	{ name: 'kernel size -> 7', patch: () => kernels(7) },
	{ name: 'kernel size -> 9', patch: () => kernels(9), rejected: true },
	{ name: 'kernel size -> 11', patch: () => kernels(11), rejected: true },
	{ name: 'ReLU -> GELU', patch: () => ({ activation: 'gelu' }) },
	{ name: 'fewer activations', patch: () => ({ activationAfter: ['2'] }) },
	{ name: 'fewer norms', patch: () => ({ normAfter: ['1'] }) },
	{ name: 'BN -> LN', patch: () => ({ norm: 'layer' }) },
	{
		name: 'separate d.s. conv (ConvNeXt)',
		patch: () => ({ downsample: 'separate', outerNorms: ['stem', 'downsample', 'head'] })
	}
];

/** The networks of a regime, one for each step: the steps kept so far, then the step itself. */
export function roadmapConfigs(regime: Regime): readonly ConvNetConfig[] {
	const baseline = convNetPresets.get(regime);
	if (!baseline) throw new Error(`there is no preset ${regime}`);
	let kept: ConvNetConfig = baseline.config;
	return roadmapSteps.map(({ patch, rejected }) => {
		const config = { ...kept, ...patch(regime) };
		if (!rejected) kept = config;
		return config;
	});
}

import { sameValue, type Config } from '../arch/fields.ts';
import type { ConvNetConfig } from '../arch/families/convnet/config.ts';
import { convNetPresets } from '../arch/families/convnet/presets.ts';

/** The two scales at which the paper walks from ResNet to ConvNeXt (arXiv 2201.03545, Tables 10 and 11). */
export const REGIMES = ['resnet50', 'resnet200'] as const;
export type Regime = (typeof REGIMES)[number];

/** Where a regime starts, and the Transformer of similar cost that it is compared with. */
export const REGIME_LABELS: Readonly<Record<Regime, Readonly<{ start: string; rival: string }>>> = {
	resnet50: { start: 'ResNet-50', rival: 'Swin-T' },
	resnet200: { start: 'ResNet-200', rival: 'Swin-B' }
};

/** The paper's five kinds of decision: the headings of its sections 2.2 to 2.6, in its order. */
export const DECISIONS = ['macro', 'resnextify', 'inverted', 'kernel', 'micro'] as const;
export type Decision = (typeof DECISIONS)[number];

export const DECISION_LABELS: Readonly<Record<Decision, string>> = {
	macro: 'Macro design',
	resnextify: 'ResNeXt-ify',
	inverted: 'Inverted bottleneck',
	kernel: 'Large kernel',
	micro: 'Micro design'
};

type Patch = Partial<ConvNetConfig>;

/** One decision of the roadmap: what it changes of the network before it. */
export type RoadmapStep = Readonly<{
	/** Short and stable: it stands in links. */
	id: string;
	/** As the paper's tables print it. */
	name: string;
	/** `null` for the network that the roadmap starts from. */
	decision: Decision | null;
	patch: (regime: Regime) => Patch;
	/** Tried in the paper and not kept: the next step does not build on it. */
	rejected?: true;
	/** Only one step of an alternative can be on. */
	alternative?: 'kernel';
	/** A step that this one has no meaning without. */
	needs?: string;
}>;

const doubling = (width: number) => [width, 2 * width, 4 * width, 8 * width];
const kernels = (size: number): Patch => ({ kernels: [size, size, size, size] });

const kernelStep = (size: number) =>
	({
		id: `kernel-${size}`,
		name: `kernel size -> ${size}`,
		decision: 'kernel',
		patch: () => kernels(size),
		alternative: 'kernel'
	}) as const;

/** The roadmap in the paper's order and words. Wiring as in its appendix and the authors' submitted code. */
export const roadmapSteps: readonly RoadmapStep[] = [
	{ id: 'baseline', name: 'baseline', decision: null, patch: () => ({}) },
	{
		id: 'stage-ratio',
		name: 'stage ratio',
		decision: 'macro',
		// The larger regime also widens ResNet-200 here, which keeps its cost near Swin-B's.
		patch: (regime) =>
			regime === 'resnet50'
				? { depths: [3, 3, 9, 3] }
				: { depths: [3, 3, 27, 3], widths: doubling(84) }
	},
	{
		id: 'patchify',
		name: 'patchify stem',
		decision: 'macro',
		patch: () => ({ stem: 'patchify', outerNorms: ['downsample'] })
	},
	{
		id: 'depthwise',
		name: 'depthwise conv',
		decision: 'resnextify',
		patch: () => ({ conv: 'depthwise' })
	},
	{
		id: 'width',
		name: 'increase width',
		decision: 'resnextify',
		patch: (regime) => ({ widths: doubling(regime === 'resnet50' ? 96 : 128) })
	},
	{
		id: 'inverted',
		name: 'inverting dimensions',
		decision: 'inverted',
		patch: () => ({ block: 'inverted' })
	},
	{
		id: 'move-up',
		name: 'move up depthwise conv',
		decision: 'kernel',
		patch: () => ({ block: 'spatial-first' }),
		needs: 'inverted'
	},
	kernelStep(5),
	kernelStep(7),
	{ ...kernelStep(9), rejected: true },
	{ ...kernelStep(11), rejected: true },
	{
		id: 'gelu',
		name: 'ReLU -> GELU',
		decision: 'micro',
		patch: () => ({ activation: 'gelu' })
	},
	{
		id: 'fewer-activations',
		name: 'fewer activations',
		decision: 'micro',
		patch: () => ({ activationAfter: ['2'] })
	},
	{
		id: 'fewer-norms',
		name: 'fewer norms',
		decision: 'micro',
		patch: () => ({ normAfter: ['1'] })
	},
	{
		id: 'layer-norm',
		name: 'BN -> LN',
		decision: 'micro',
		patch: () => ({ norm: 'layer' })
	},
	{
		id: 'downsampling',
		name: 'separate d.s. conv (ConvNeXt)',
		decision: 'micro',
		patch: () => ({ downsample: 'separate', outerNorms: ['stem', 'downsample', 'head'] })
	}
];

/** The paper's name of a step, with its arrow as one. */
export const stepName = ({ name }: RoadmapStep): string => name.replace('->', '→');

export const stepIndex = (id: string): number => roadmapSteps.findIndex((step) => step.id === id);

function start(regime: Regime): ConvNetConfig {
	const baseline = convNetPresets.get(regime);
	if (!baseline) throw new Error(`there is no preset ${regime}`);
	return baseline.config;
}

/** The networks of a regime, one for each step: the steps kept so far, then the step itself. */
export function roadmapConfigs(regime: Regime): readonly ConvNetConfig[] {
	let kept = start(regime);
	return roadmapSteps.map(({ patch, rejected }) => {
		const config = { ...kept, ...patch(regime) };
		if (!rejected) kept = config;
		return config;
	});
}

/** The step that a step is a patch of: the last one kept before it; the baseline is its own. */
export function stepBefore(index: number): number {
	for (let i = index - 1; i >= 0; i--) if (!roadmapSteps[i]?.rejected) return i;
	return 0;
}

/** The ids of the decisions that are on at a step, in the roadmap's order. */
export function switchesAt(index: number): readonly string[] {
	const on = roadmapSteps.slice(1, index).filter(({ rejected }) => !rejected);
	const own = roadmapSteps[index];
	return (own && index > 0 ? [...on, own] : on).reduce<readonly string[]>(
		(ids, { id }) => switched(ids, id, true),
		[]
	);
}

/**
 * Turns a decision on or off, in any order. An alternative takes the place of another, and what has
 * no meaning without the other goes on and off with it.
 */
export function switched(on: readonly string[], id: string, value: boolean): readonly string[] {
	const step = roadmapSteps[stepIndex(id)];
	if (!step?.decision) return on;
	const next = new Set(on);
	if (value) {
		if (step.alternative)
			for (const other of roadmapSteps)
				if (other.alternative === step.alternative) next.delete(other.id);
		if (step.needs) next.add(step.needs);
		next.add(id);
	} else {
		next.delete(id);
		for (const other of roadmapSteps) if (other.needs === id) next.delete(other.id);
	}
	return roadmapSteps.flatMap((other) => (next.has(other.id) ? [other.id] : []));
}

/** The network of any combination of decisions: their patches, in the roadmap's order. */
export function configOf(regime: Regime, on: readonly string[]): ConvNetConfig {
	const patches = roadmapSteps.filter(({ id }) => on.includes(id));
	return patches.reduce<ConvNetConfig>(
		(config, { patch }) => ({ ...config, ...patch(regime) }),
		start(regime)
	);
}

/** The step at which the roadmap has this network, or `null`: the paper never trained it. */
export function stepOf(regime: Regime, config: Config): number | null {
	const at = roadmapConfigs(regime).findIndex((other) =>
		Object.entries(other).every(([key, value]) => sameValue(value, config[key]))
	);
	return at < 0 ? null : at;
}

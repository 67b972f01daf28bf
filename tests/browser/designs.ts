import fc from 'fast-check';
import { presetDesign, type Design, type Network } from '../../src/lib/arch/design.ts';
import { ShapeError } from '../../src/lib/arch/infer.ts';
import type { Shape } from '../../src/lib/arch/net.ts';
import { ACTIVATION_KINDS } from '../../src/lib/arch/ops/activations.ts';
import { networkOn } from '../networks.ts';

const POSITIONS = ['1', '2', '3'];

/** Lists with a value for each stage. */
const listsOf =
	(stages: number) =>
	<T>(value: fc.Arbitrary<T>) =>
		fc.array(value, { minLength: stages, maxLength: stages });

/** Any point of the ConvNet space with tiny widths, depths and maps; not all can be computed. */
const convnetConfigs = fc.integer({ min: 1, max: 4 }).chain((stages) => {
	const perStage = listsOf(stages);
	return fc.record({
		input: fc.constant(64),
		batch: fc.constant(1),
		classes: fc.integer({ min: 1, max: 7 }),
		stem: fc.constantFrom('conv-pool', 'patchify'),
		patch: fc.integer({ min: 1, max: 8 }),
		depths: perStage(fc.integer({ min: 1, max: 2 })),
		widths: perStage(fc.constantFrom(4, 6, 8, 12)),
		kernels: perStage(fc.constantFrom(1, 3, 5, 7)),
		expansions: perStage(fc.constantFrom(0.5, 1, 1.75, 2, 4)),
		block: fc.constantFrom('basic', 'bottleneck', 'inverted', 'spatial-first'),
		conv: fc.constantFrom('dense', 'grouped', 'depthwise'),
		cardinality: fc.constantFrom(1, 2, 3, 4),
		inner: fc.constantFrom(0.5, 1, 2),
		pointwise: fc.constantFrom('linear', 'conv'),
		norm: fc.constantFrom('batch', 'layer', 'group', 'rms', 'none'),
		normGroups: fc.constantFrom(1, 2),
		normAfter: fc.subarray(POSITIONS),
		activation: fc.constantFrom(...ACTIVATION_KINDS),
		activationAfter: fc.subarray(POSITIONS),
		outerNorms: fc.subarray(['stem', 'downsample', 'head']),
		downsample: fc.constantFrom('in-block', 'separate'),
		layerScale: fc.boolean(),
		grn: fc.boolean(),
		se: fc.constantFrom('none', 'sigmoid', 'hardsigmoid')
	});
});

const swinConfigs = fc.integer({ min: 1, max: 3 }).chain((stages) => {
	const perStage = listsOf(stages);
	return fc.record({
		input: fc.constant(64),
		batch: fc.constant(1),
		classes: fc.integer({ min: 1, max: 7 }),
		patch: fc.integer({ min: 2, max: 6 }),
		width: fc.integer({ min: 4, max: 12 }),
		depths: perStage(fc.integer({ min: 1, max: 3 })),
		heads: perStage(fc.integer({ min: 1, max: 5 })),
		window: fc.integer({ min: 1, max: 8 }),
		mlpRatio: fc.constantFrom(0.5, 1.75, 2, 4),
		qkvBias: fc.boolean()
	});
});

const vitConfigs = fc.record({
	input: fc.constant(64),
	batch: fc.constant(1),
	classes: fc.integer({ min: 1, max: 7 }),
	patch: fc.integer({ min: 4, max: 16 }),
	width: fc.constantFrom(6, 12, 24),
	depth: fc.integer({ min: 1, max: 3 }),
	heads: fc.constantFrom(1, 2, 3, 6),
	mlpRatio: fc.constantFrom(0.5, 1.75, 2, 4),
	qkvBias: fc.boolean(),
	classToken: fc.boolean(),
	pool: fc.constantFrom('token', 'average')
});

/** A design that was drawn, and its network on a rectangle; `null` where it cannot be computed. */
export type Drawn = Readonly<{ config: Design['config']; network: Network | null }>;

/** The network on an image of a shape that its fields cannot say. */
function drawn({ family }: Design, config: Design['config'], input: Shape): Drawn {
	const nothing = { config, network: null };
	// Each side as if it were a square's: Swin's windows must hold something along both.
	if (input.slice(0, 2).some((side) => family.check({ ...config, input: side }).length > 0))
		return nothing;
	try {
		return { config, network: networkOn({ family, preset: '', config }, input) };
	} catch (error) {
		if (error instanceof ShapeError) return nothing;
		throw error;
	}
}

const SIDE = fc.integer({ min: 16, max: 64 });
const CHANNELS = fc.integer({ min: 1, max: 4 });

function networksOf(preset: string, configs: fc.Arbitrary<Design['config']>): fc.Arbitrary<Drawn> {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	return fc
		.tuple(configs, SIDE, SIDE, CHANNELS)
		.map(([config, ...input]) => drawn(design, config, input));
}

export const convnets = networksOf('convnext_tiny', convnetConfigs);
export const swins = networksOf('swin_tiny_patch4_window7_224', swinConfigs);
export const vits = networksOf('vit_tiny_patch16_224', vitConfigs);

import { chain, type Chain, part, type NamedNet } from '../../net.ts';
import { block, leavingBlock, type BlockPlace } from './block.ts';
import type { ConvNetConfig } from './config.ts';
import { headOf } from './head.ts';
import { between, outerNorm, when } from './parts.ts';
import { stemOf, stemOut } from './stem.ts';
import { afterFirst, type StageStride } from '../output-stride.ts';
import { stageStrides } from './strides.ts';
import { freeWidths } from './widths.ts';

/** The blocks of a stage, and the channels that leave it: alike blocks are one and the same object. */
function blocks(
	config: ConvNetConfig,
	stage: number,
	entering: number,
	strides: StageStride
): Readonly<{ named: NamedNet[]; leaving: number }> {
	const free = freeWidths(config, stage);
	const later = afterFirst(strides);
	const named: NamedNet[] = [];
	let channels = entering;
	let before: BlockPlace | null = null;
	let made: Chain | null = null;
	for (let i = 0; i < (config.depths[stage] ?? 0); i++) {
		const { stride, first, dilation } = i === 0 ? strides : later;
		const alike: boolean =
			free === null &&
			before?.entering === channels &&
			before.stride === stride &&
			before.first === first;
		if (!made || !alike) {
			before = { stride, first, dilation, stage, entering: channels, widths: free?.[i] };
			made = block(config, before);
			channels = leavingBlock(config, before);
		}
		named.push([String(i), made]);
	}
	return { named, leaving: channels };
}

/** A stage before it has a role. */
type Stage = Readonly<{ name: string; parts: readonly NamedNet[] }>;

/** All of a network but its head, under timm's names. */
export function trunkOf(
	config: ConvNetConfig
): Readonly<{ stem: readonly NamedNet[]; stages: readonly Stage[] }> {
	const convnextNaming = config.block === 'spatial-first';
	const separate = config.downsample === 'separate';
	let entering = stemOut(config);

	const stages = stageStrides(config).map((strides, stage): Stage => {
		const apart = separate && stage > 0;
		const handed = apart ? enteringSeparate(config, stage) : entering;
		const downsample = apart
			? part('downsample', 'downsample', [
					when('0', outerNorm(config, 'downsample')),
					['1', between(handed, strides)]
				])
			: null;
		const { named, leaving } = blocks(config, stage, handed, apart ? afterFirst(strides) : strides);
		entering = leaving;
		return convnextNaming
			? { name: String(stage), parts: [downsample, ['blocks', chain(named)]] }
			: { name: `layer${stage + 1}`, parts: [downsample, ...named] };
	});
	return { stem: stemOf(config, convnextNaming), stages };
}

/** The network of a configuration that `checkConvNet` finds nothing wrong with. */
export function buildConvNet(config: ConvNetConfig): Chain {
	const trunk = trunkOf(config);
	const stages = trunk.stages.map(({ name, parts }) => part(name, 'stage', parts));
	const { before, head } = headOf(config);
	return config.block === 'spatial-first'
		? chain([
				part('stem', 'stem', trunk.stem),
				['stages', chain(stages)],
				before ? part('', 'head', [before, ['head', chain(head)]]) : part('head', 'head', head)
			])
		: chain([part('', 'stem', trunk.stem), ...stages, part('', 'head', [before, ...head])]);
}

/** Channels that a downsampling of its own hands to a stage: those that its first block gives. */
const enteringSeparate = (config: ConvNetConfig, stage: number): number =>
	leavingBlock(config, { stage, widths: freeWidths(config, stage)?.[0] });

import { chain, type Chain, type Role } from '../../net.ts';
import { classifier } from '../classifier.ts';
import { block } from './block.ts';
import type { ConvNetConfig } from './config.ts';
import { conv, outerNorm, patches, when, type NamedNet } from './parts.ts';
import { stageWidth } from './widths.ts';

/** The blocks of a stage: all after the first are one and the same object. */
function blocks(
	config: ConvNetConfig,
	stage: number,
	entering: number,
	stride: number
): NamedNet[] {
	const leaving = stageWidth(config, stage);
	const first = block(config, stage, entering, stride);
	const rest = entering === leaving && stride === 1 ? first : block(config, stage, leaving, 1);
	return Array.from({ length: config.depths[stage] ?? 0 }, (_, i) => [
		String(i),
		i === 0 ? first : rest
	]);
}

function stem(config: ConvNetConfig, names: readonly [string, string, string, string]): NamedNet[] {
	const width = config.widths[0] ?? 0;
	const norm = when(names[1], outerNorm(config, 'stem'));
	if (config.stem === 'patchify') return [[names[0], patches(width, config.patch)], norm];
	return [
		[names[0], conv(config, width, { kernel: 7, stride: 2 })],
		norm,
		[names[2], { kind: config.activation }],
		[names[3], { kind: 'maxPool', kernel: 3, stride: 2, padding: 1 }]
	];
}

const part = (name: string, role: Role, steps: readonly NamedNet[]): NamedNet => [
	name,
	chain(steps, role)
];

/** The network of a configuration that `checkConvNet` finds nothing wrong with. */
export function buildConvNet(config: ConvNetConfig): Chain {
	const convnextNaming = config.block === 'spatial-first';
	const separate = config.downsample === 'separate';
	let entering = config.widths[0] ?? 0;

	const stages = config.depths.map((_, stage): NamedNet => {
		const leaving = stageWidth(config, stage);
		const between = separate && stage > 0;
		const downsample = between
			? part('downsample', 'downsample', [
					when('0', outerNorm(config, 'downsample')),
					['1', patches(leaving, 2)]
				])
			: null;
		const stride = separate || stage === 0 ? 1 : 2;
		const steps = blocks(config, stage, between ? leaving : entering, stride);
		entering = leaving;
		return convnextNaming
			? part(String(stage), 'stage', [downsample, ['blocks', chain(steps)]])
			: part(`layer${stage + 1}`, 'stage', [downsample, ...steps]);
	});

	const head: NamedNet[] = [
		['global_pool', { kind: 'globalPool' }],
		when('norm', outerNorm(config, 'head')),
		classifier('fc', config)
	];
	return convnextNaming
		? chain([
				part('stem', 'stem', stem(config, ['0', '1', '2', '3'])),
				['stages', chain(stages)],
				part('head', 'head', head)
			])
		: chain([
				part('', 'stem', stem(config, ['conv1', 'bn1', 'act1', 'maxpool'])),
				...stages,
				part('', 'head', head)
			]);
}

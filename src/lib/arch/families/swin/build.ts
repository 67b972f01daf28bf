import { chain, type Chain, part, type NamedNet } from '../../net.ts';
import { classifier } from '../classifier.ts';
import { blocks, layerNorm } from './block.ts';
import { stageWidth, type SwinConfig } from './config.ts';

/** V2 norms what patch merging gives, V1 what it takes. */
function downsample(config: SwinConfig, stage: number): NamedNet {
	const norm = ['norm', layerNorm()] as const;
	const first = config.version === 'v1';
	return part('downsample', 'downsample', [
		['merge', { kind: 'mergePatches' }],
		first ? norm : null,
		['reduction', { kind: 'linear', out: stageWidth(config, stage), bias: false }],
		first ? null : norm
	]);
}

/** The network of a configuration that the family's `check` finds nothing wrong with. */
export function buildSwin(config: SwinConfig): Chain {
	const { patch, width } = config;
	const stages = config.depths.map((_, stage) =>
		part(String(stage), 'stage', [
			stage > 0 ? downsample(config, stage) : null,
			['blocks', blocks(config, stage)]
		])
	);
	return chain([
		part('patch_embed', 'stem', [
			[
				'proj',
				{
					kind: 'conv',
					out: width,
					kernel: patch,
					stride: patch,
					padding: 0,
					groups: 1,
					bias: true
				}
			],
			['norm', layerNorm()]
		]),
		['layers', chain(stages)],
		part('', 'head', [
			['norm', layerNorm()],
			['head.global_pool', { kind: 'meanPool', skip: 0 }],
			classifier('head.fc', config)
		])
	]);
}

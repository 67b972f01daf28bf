import { chain, type Chain, type NamedNet } from '../../net.ts';
import { classifier } from '../classifier.ts';
import { afterFirst, dilatedStages, oneOrTwo, type StageStride } from '../output-stride.ts';
import { block, conv, convNorm } from './block.ts';
import type { RegNetConfig } from './config.ts';
import { stagesOf, type Stage } from './line.ts';

/** The blocks of a stage: all after the first are one and the same object. */
function blocks(
	config: RegNetConfig,
	stage: Stage,
	entering: number,
	strides: StageStride
): readonly NamedNet[] {
	const first = block(config, stage, entering, strides);
	const rest = block(config, stage, stage.width, afterFirst(strides));
	return Array.from({ length: stage.depth }, (_, i) => [`b${i + 1}`, i === 0 ? first : rest]);
}

/** What stands between the last stage and the pool. */
function lastConv(config: RegNetConfig): NamedNet {
	if (config.headWidth > 0) return ['final_conv', convNorm(config, config.headWidth)];
	return config.preNorm || config.linearOut ? ['final_conv', { kind: config.activation }] : null;
}

/** The network of a configuration that the family's `check` finds nothing wrong with, with timm's paths. */
export function buildRegNet(config: RegNetConfig): Chain {
	const { stemWidth } = config;
	const stem = { kernel: 3, stride: 2 };
	let entering = stemWidth;
	const stages = stagesOf(config);
	const strides = dilatedStages(
		stages.map(() => true),
		stem.stride,
		config.outputStride,
		oneOrTwo
	);
	const body = strides.flatMap((stride, i): NamedNet[] => {
		const stage = stages[i];
		if (!stage) return [];
		const steps = blocks(config, stage, entering, stride);
		entering = stage.width;
		return [[`s${i + 1}`, chain(steps, 'stage')]];
	});
	return chain([
		[
			'',
			chain(
				[['stem', config.preNorm ? conv(stemWidth, stem) : convNorm(config, stemWidth, stem)]],
				'stem'
			)
		],
		...body,
		[
			'',
			chain(
				[
					lastConv(config),
					['head.global_pool', { kind: 'globalPool' }],
					classifier('head.fc', config)
				],
				'head'
			)
		]
	]);
}

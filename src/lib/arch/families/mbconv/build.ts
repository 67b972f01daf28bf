import { chain, type Chain, type NamedNet } from '../../net.ts';
import { block } from './block.ts';
import { classifier } from '../classifier.ts';
import { afterFirst, dilatedStages } from '../output-stride.ts';
import type { MBConvConfig } from './config.ts';
import { conv, normed } from './parts.ts';
import { laterBlock, rowsOf } from './rows.ts';

const STEM_STRIDE = 2;

/** The blocks of all stages: those of a row after the first are one and the same object. */
function stages(config: MBConvConfig): readonly NamedNet[] {
	const blocks: NamedNet[][] = [];
	let entering = config.stemWidth;
	const rows = rowsOf(config);
	const strides = dilatedStages(
		rows.map(({ stride, spaceToDepth }) => (spaceToDepth ? 'always' : stride > 1)),
		STEM_STRIDE,
		config.outputStride
	);
	for (const [i, at] of strides.entries()) {
		const row = rows[i];
		if (!row) continue;
		const stage = (blocks[row.stage - 1] ??= []);
		const first = block(config, row, entering, at);
		const alike =
			entering === row.width && at.stride === 1 && at.first === at.dilation && !row.spaceToDepth;
		const rest = alike ? first : block(config, laterBlock(row), row.width, afterFirst(at));
		for (let i = 0; i < row.depth; i++) stage.push([String(stage.length), i === 0 ? first : rest]);
		entering = row.width;
	}
	return blocks.map((stage, i) => [String(i), chain(stage, 'stage')]);
}

function head(config: MBConvConfig): readonly NamedNet[] {
	const { activation, headForm, headWidth: width } = config;
	if (config.head === 'conv-pool' || width === 0)
		return [
			...(width > 0
				? [['conv_head', conv(width)] as const, ...normed(config, 'bn2', width, activation)]
				: []),
			['global_pool', { kind: 'globalPool' }]
		];
	return [
		['global_pool', { kind: 'globalPool', keepDims: true, head: true }],
		['conv_head', conv(width, { bias: headForm === 'bias' })],
		...(headForm === 'norm'
			? normed(config, 'norm_head', width, activation)
			: [['act2', { kind: activation }] as const]),
		['flatten', { kind: 'flatten', vector: true }]
	];
}

/** The network of a configuration that the family's `check` finds nothing wrong with. */
export function buildMBConv(config: MBConvConfig): Chain {
	const { stemWidth, stemKernel, activation } = config;
	return chain([
		[
			'',
			chain(
				[
					[
						'conv_stem',
						conv(stemWidth, {
							kernel: stemKernel,
							stride: STEM_STRIDE,
							same: config.padding === 'same'
						})
					],
					...normed(config, 'bn1', stemWidth, activation)
				],
				'stem'
			)
		],
		['blocks', chain(stages(config))],
		['', chain([...head(config), classifier('classifier', config)], 'head')]
	]);
}

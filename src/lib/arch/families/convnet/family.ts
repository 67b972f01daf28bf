import type { Family } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import type { ShapeError } from '../../infer.ts';
import { buildConvNet } from './build.ts';
import type { ConvNetConfig } from './config.ts';
import { convNetFields } from './fields.ts';
import { convNetGroups } from './groups.ts';
import { convNetPresets } from './presets.ts';
import { CONVS, convWidths, innerWidth, stageWidth } from './widths.ts';

/** The field that says how a spatial conv is split. */
const splitField = ({ conv }: ConvNetConfig): string =>
	({ grouped: 'cardinality', 'group-width': 'groupWidth' })[String(conv)] ?? 'inner';

function checkStage(config: ConvNetConfig, stage: number): readonly Problem[] {
	if (stageWidth(config, stage) < 1)
		return [{ field: 'expansions', stage, message: 'leaves the block no output channels' }];
	const inside = config.block === 'bottleneck' && innerWidth(config, stage) < 1;
	if (inside)
		return [
			{
				field: splitField(config),
				message: `leaves stage ${stage + 1} no channels inside the bottleneck`
			}
		];
	if (convWidths(config, stage, 1).every((width) => width >= 1)) return [];
	return config.block === 'basic' || config.block === 'bottleneck'
		? [
				{
					field: 'reduceFirst',
					message: `leaves the first convolution of stage ${stage + 1} no channels`
				}
			]
		: [{ field: 'expansions', stage, message: 'leaves no hidden channels' }];
}

function checkFreeWidths({ block, depths, blockWidths }: ConvNetConfig): readonly Problem[] {
	const blocks = depths.reduce((sum, depth) => sum + depth, 0);
	const { count } = CONVS[block];
	if (blockWidths.length === 0 || blockWidths.length === blocks * count) return [];
	const message = `${blockWidths.length} widths for ${blocks} blocks of ${count} convolutions; permitted: none, or ${blocks * count}`;
	return [{ field: 'blockWidths', message }];
}

/** Settings that leave a layer without channels. Lists are of one length, values within limits. */
const check = (config: ConvNetConfig): readonly Problem[] => [
	...config.depths.flatMap((_, stage) => checkStage(config, stage)),
	...checkFreeWidths(config)
];

function explain(error: ShapeError, config: ConvNetConfig): Problem {
	const message = error.message;
	if (error.about === 'map') return { field: 'input', message };
	if (error.op.kind === 'groupNorm') return { field: 'normGroups', message };
	if (config.conv === 'group-width') {
		const { groupWidth } = config;
		return {
			field: 'groupWidth',
			message: `${error.path}: groups of ${groupWidth} channels do not divide its channels`
		};
	}
	return { field: config.conv === 'grouped' ? 'cardinality' : 'conv', message };
}

// Values come from this family's own fields, which hold exactly what ConvNetConfig describes.
const own = (config: Config): ConvNetConfig => config as ConvNetConfig;

export const convNet: Family = {
	id: 'convnet',
	label: 'ConvNet',
	fields: convNetFields,
	presets: convNetPresets,
	groups: convNetGroups,
	check: (config) => check(own(config)),
	build: (config) => buildConvNet(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: (error, config) => explain(error, own(config))
};

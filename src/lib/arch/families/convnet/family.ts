import type { Family } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import type { ShapeError } from '../../infer.ts';
import { buildConvNet } from './build.ts';
import type { ConvNetConfig } from './config.ts';
import { spatialWidth, stageWidth } from './widths.ts';
import { convNetFields } from './fields.ts';
import { convNetGroups } from './groups.ts';
import { convNetPresets } from './presets.ts';

/** Settings that leave a layer without channels. Lists are of one length, values within limits. */
function check(config: ConvNetConfig): readonly Problem[] {
	return config.depths.flatMap((_, stage): Problem[] => {
		if (stageWidth(config, stage) < 1)
			return [{ field: 'expansions', stage, message: 'leaves the block no output channels' }];
		if (config.block === 'basic') return [];
		const width = config.widths[stage] ?? 0;
		if (config.block !== 'bottleneck' && Math.trunc((config.expansions[stage] ?? 0) * width) < 1)
			return [{ field: 'expansions', stage, message: 'leaves no hidden channels' }];
		if (spatialWidth(config, stage, width).channels < 1)
			return [
				{
					field: config.conv === 'grouped' ? 'cardinality' : 'inner',
					message: `leaves stage ${stage + 1} no channels inside the bottleneck`
				}
			];
		return [];
	});
}

function explain(error: ShapeError, config: ConvNetConfig): Problem {
	const message = error.message;
	if (error.about === 'map') return { field: 'input', message };
	if (error.op.kind === 'groupNorm') return { field: 'normGroups', message };
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

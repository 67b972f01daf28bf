import type { Family } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import type { ShapeError } from '../../infer.ts';
import { buildMBConv } from './build.ts';
import { check } from './check.ts';
import type { MBConvConfig } from './config.ts';
import { mbconvFields } from './fields.ts';
import { mbconvGroups } from './groups.ts';
import { mbconvPresets } from './presets.ts';
import { stagesOf } from './rows.ts';

const explain = ({ about, message }: ShapeError): Problem => ({
	field: about === 'map' ? 'input' : 'groupWidths',
	message
});

// Values come from this family's own fields, which hold exactly what MBConvConfig describes.
const own = (config: Config): MBConvConfig => config as MBConvConfig;

export const mbconv: Family = {
	id: 'mbconv',
	label: 'MBConv',
	fields: mbconvFields,
	presets: mbconvPresets,
	groups: mbconvGroups,
	stagesOf: (config) => stagesOf(own(config)),
	check: (config) => check(own(config)),
	build: (config) => buildMBConv(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain
};

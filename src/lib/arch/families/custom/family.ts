import type { Family } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { buildCustom, stagesOf } from './build.ts';
import type { CustomConfig } from './config.ts';
import { customFields } from './fields.ts';
import { CUSTOM_GROUP, CUSTOM_ID, customPresets } from './presets.ts';

// Values come from this family's own fields, which hold exactly what CustomConfig describes.
const own = (config: Config): CustomConfig => config as CustomConfig;

/**
 * Networks of blocks that a person writes, each a line of text.
 *
 * @param others families whose presets can be turned into such networks
 */
export const customFamily = (others: readonly Family[]): Family => ({
	id: CUSTOM_ID,
	label: 'Custom',
	fields: customFields,
	presets: customPresets(others),
	groups: { [CUSTOM_GROUP]: { mark: { shape: 'pentagon', light: '#37474f', dark: '#cfd8dc' } } },
	stagesOf: (config) => stagesOf(own(config)),
	check: (config) => {
		const build = buildCustom(own(config));
		return 'problem' in build ? [build.problem] : [];
	},
	build: (config) => {
		const build = buildCustom(own(config));
		if ('problem' in build) throw new Error(build.problem.message);
		return build.net;
	},
	// A file tells no line of text: its tensors are read for the families that have names.
	checkpoints: () => Promise.resolve({ networks: [], marks: [], guess: () => [], namings: [] }),
	explain: ({ message }) => ({ field: 'blocks', message })
});

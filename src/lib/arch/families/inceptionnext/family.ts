import type { Family } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import { branchWidth, buildInceptionNext, hiddenWidth, type InceptionNextConfig } from './build.ts';
import { inceptionNextFields } from './fields.ts';
import { inceptionNextPresets } from './presets.ts';
import { inceptionNextWords } from './timm.ts';

/** Settings that leave a layer without channels. */
const check = (config: InceptionNextConfig): readonly Problem[] =>
	config.depths.flatMap((_, stage): Problem[] => {
		const place = `stage ${stage + 1}`;
		if (branchWidth(config, stage) < 1)
			return [{ field: 'branchRatio', message: `leaves the branches of ${place} no channels` }];
		if (hiddenWidth(config, stage) < 1)
			return [{ field: 'mlpRatios', stage, message: `leaves ${place} no hidden channels` }];
		return [];
	});

// Values come from this family's own fields, which hold exactly what InceptionNextConfig describes.
const own = (config: Config): InceptionNextConfig => config as InceptionNextConfig;

export const inceptionNext: Family = {
	id: 'inceptionnext',
	label: 'InceptionNeXt',
	fields: inceptionNextFields,
	presets: inceptionNextPresets,
	groups: {
		InceptionNeXt: {
			mark: { shape: 'star', light: '#0f6b70', dark: '#62d2d6' },
			timm: inceptionNextWords
		}
	},
	check: (config) => check(own(config)),
	build: (config) => buildInceptionNext(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: ({ message }) => ({ field: 'input', message })
};

import type { Family } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { buildSwin } from './build.ts';
import { check } from './check.ts';
import type { SwinConfig } from './config.ts';
import { swinFields } from './fields.ts';
import { swinPresets } from './presets.ts';
import { swinWords } from './timm.ts';

// Values come from this family's own fields, which hold exactly what SwinConfig describes.
const own = (config: Config): SwinConfig => config as SwinConfig;

export const swin: Family = {
	id: 'swin',
	label: 'Swin',
	fields: swinFields,
	presets: swinPresets,
	groups: {
		Swin: {
			mark: { shape: 'triangle', light: '#1b6b36', dark: '#6fcf97' },
			timm: swinWords,
			image: { crop: 0.9 }
		},
		'Swin V2': {
			mark: { shape: 'triangle', light: '#7a4f00', dark: '#e8b44c' },
			timm: swinWords,
			image: { crop: 0.9 }
		}
	},
	check: (config) => check(own(config)),
	build: (config) => buildSwin(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: ({ about, message }) => ({ field: about === 'map' ? 'input' : 'heads', message })
};

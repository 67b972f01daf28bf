import type { Family } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import { buildVit, type VitConfig } from './build.ts';
import { vitFields } from './fields.ts';
import { vitPresets } from './presets.ts';
import { vitWords } from './timm.ts';

/** Settings that contradict each other or leave a layer without channels. */
function check({ width, heads, mlpRatio, pool, classToken }: VitConfig): readonly Problem[] {
	const problems: Problem[] = [];
	if (width % heads !== 0) {
		const message = `${heads} heads do not divide a width of ${width}`;
		problems.push({ field: 'heads', message });
	}
	if (Math.trunc(width * mlpRatio) < 1)
		problems.push({ field: 'mlpRatio', message: 'leaves no hidden channels' });
	if (pool === 'token' && !classToken)
		problems.push({ field: 'pool', message: 'there is no class token to read' });
	return problems;
}

// Values come from this family's own fields, which hold exactly what VitConfig describes.
const own = (config: Config): VitConfig => config as VitConfig;

export const vit: Family = {
	id: 'vit',
	label: 'ViT',
	fields: vitFields,
	presets: vitPresets,
	groups: {
		ViT: {
			mark: { shape: 'triangle down', light: '#5b6168', dark: '#b8bec6' },
			timm: vitWords,
			image: { crop: 0.9, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] }
		},
		DeiT: {
			mark: { shape: 'wye', light: '#b01a6e', dark: '#f7a6cf' },
			timm: vitWords,
			image: { crop: 0.9 }
		}
	},
	check: (config) => check(own(config)),
	build: (config) => buildVit(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: ({ about, message }) => ({ field: about === 'map' ? 'input' : 'heads', message })
};

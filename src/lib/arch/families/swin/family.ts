import type { Family } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import { sidesOf } from '../../net.ts';
import { printSize } from '../../size.ts';
import { buildSwin, headWidth, stageSizes, stageWidth, type SwinConfig } from './build.ts';
import { swinFields } from './fields.ts';
import { swinPresets } from './presets.ts';
import { swinWords } from './timm.ts';

/** Settings that leave a head without channels or a stage without a map. */
function check(config: SwinConfig): readonly Problem[] {
	return config.depths.flatMap((_, stage): Problem[] => {
		const place = `stage ${stage + 1}`;
		if (headWidth(config, stage) < 1) {
			const message = `${config.heads[stage]} heads for the ${stageWidth(config, stage)} channels of ${place}`;
			return [{ field: 'heads', stage, message }];
		}
		if (Math.trunc(stageWidth(config, stage) * config.mlpRatio) < 1)
			return [{ field: 'mlpRatio', message: `leaves ${place} no hidden channels` }];
		if (sidesOf(stageSizes(config, stage).window).some((side) => side < 1)) {
			const message = `patches of ${config.patch} px leave nothing of ${printSize(config.input)} px for ${place}`;
			return [{ field: 'input', message }];
		}
		return [];
	});
}

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
		}
	},
	check: (config) => check(own(config)),
	build: (config) => buildSwin(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: ({ about, message }) => ({ field: about === 'map' ? 'input' : 'heads', message })
};

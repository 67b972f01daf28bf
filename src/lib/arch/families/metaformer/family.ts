import type { Family, GroupFacts } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import type { MarkShape } from '../../mark.ts';
import type { TimmWords } from '../timm-words.ts';
import { buildMetaFormer } from './build.ts';
import type { MetaFormerConfig } from './config.ts';
import { metaFormerFields } from './fields.ts';
import { metaFormerPresets } from './presets.ts';
import { mixerWords, poolFormerV2Words, poolFormerWords } from './timm.ts';

/** Settings that contradict each other or leave a layer without channels. */
function check({ widths, mixers, headWidth, mlpRatio }: MetaFormerConfig): readonly Problem[] {
	return widths.flatMap((width, stage): readonly Problem[] => {
		if (mixers[stage] === 'attention' && width % headWidth !== 0) {
			const message = `heads of ${headWidth} channels do not divide a width of ${width}`;
			return [{ field: 'headWidth', stage, message }];
		}
		if (Math.trunc(mlpRatio * width) < 1)
			return [{ field: 'mlpRatio', message: 'leaves no hidden channels' }];
		return [];
	});
}

const group = (shape: MarkShape, light: string, dark: string, timm: TimmWords): GroupFacts => ({
	mark: { shape, light, dark },
	timm,
	image: { crop: 1 }
});

// Values come from this family's own fields, which hold exactly what MetaFormerConfig describes.
const own = (config: Config): MetaFormerConfig => config as MetaFormerConfig;

export const metaFormer: Family = {
	id: 'metaformer',
	label: 'MetaFormer',
	fields: metaFormerFields,
	presets: metaFormerPresets,
	groups: {
		PoolFormer: group('hexagon', '#0b5394', '#8ab8f0', poolFormerWords),
		'PoolFormer V2': group('hourglass', '#7a1f1f', '#f0a3a3', poolFormerV2Words),
		ConvFormer: group('bow', '#2f5d50', '#8fd6bf', mixerWords),
		CAFormer: group('chevron', '#7a5200', '#f0c060', mixerWords)
	},
	check: (config) => check(own(config)),
	build: (config) => buildMetaFormer(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: ({ about, message }) => ({ field: about === 'map' ? 'input' : 'headWidth', message })
};

import type { Family } from '../../family.ts';
import type { Config, Problem } from '../../fields.ts';
import { buildVit } from './build.ts';
import { hiddenWidth, type VitConfig } from './config.ts';
import { vitFields } from './fields.ts';
import { vitGroups } from './groups.ts';
import { vitPresets } from './presets.ts';

/** Settings that contradict each other or leave a layer without channels. */
function check(config: VitConfig): readonly Problem[] {
	const { width, heads, block, mlp, pool, classToken, rotary, poolHeads } = config;
	const hidden = hiddenWidth(config);
	const problems: Problem[] = [];
	if (width % heads !== 0) {
		const message = `${heads} heads do not divide a width of ${width}`;
		problems.push({ field: 'heads', message });
	}
	if (hidden < 1) problems.push({ field: 'mlpRatio', message: 'leaves no hidden channels' });
	else if (mlp === 'packed' && block !== 'parallel' && hidden % 2 !== 0) {
		const message = `${hidden} hidden channels cannot be halved; permitted: a ratio that makes them even`;
		problems.push({ field: 'mlpRatio', message });
	}
	if (pool === 'map' && poolHeads > 0 && width % poolHeads !== 0)
		problems.push({
			field: 'poolHeads',
			message: `${poolHeads} heads do not divide a width of ${width}`
		});
	if (rotary !== 'none' && width % (4 * heads) !== 0 && width % heads === 0) {
		const message = `heads of ${width / heads} channels cannot be turned along two axes; permitted: a multiple of 4`;
		problems.push({ field: 'heads', message });
	}
	if (rotary === 'learned' && block === 'double') {
		const message = 'learned angles are those of one attention in a block, and there are two';
		problems.push({ field: 'rotary', message });
	}
	if ((pool === 'token' || pool === 'both') && !classToken)
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
	groups: vitGroups,
	check: (config) => check(own(config)),
	build: (config) => buildVit(own(config)),
	checkpoints: async () => (await import('./checkpoint.ts')).checkpoints,
	explain: ({ about, message }) => ({ field: about === 'map' ? 'input' : 'heads', message })
};

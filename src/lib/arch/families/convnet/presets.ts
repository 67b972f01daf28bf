import type { Preset } from '../../family.ts';
import type { ConvNetConfig } from './config.ts';
import type { Group } from './presets/base.ts';
import { convnextGroups } from './presets/convnext.ts';
import { resnetGroups } from './presets/resnet.ts';

type ConvNetPreset = Preset & { config: ConvNetConfig };

const presets = new Map<string, ConvNetPreset>();

/** Adds presets that a first look needs not, behind those that are there. */
export function addPresets(groups: readonly Group[]): void {
	for (const [group, base, rows] of groups)
		for (const [name, label, changes, image] of rows)
			presets.set(name, {
				label,
				group,
				config: { ...base, ...changes },
				...(image ? { image } : {}),
				// timm’s own test networks.
				...(name.startsWith('test_') ? { apart: true as const } : {})
			});
}

addPresets([...convnextGroups, ...resnetGroups]);

/** ConvNet presets under timm's names; the isotropic ones are the paper's. Some come with the other families. */
export const convNetPresets: ReadonlyMap<string, ConvNetPreset> = presets;

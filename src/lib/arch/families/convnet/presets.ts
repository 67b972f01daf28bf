import type { Preset } from '../../family.ts';
import type { ConvNetConfig } from './config.ts';
import { convnextGroups } from './presets/convnext.ts';
import { gatedGroups } from './presets/gated.ts';
import { resnetGroups } from './presets/resnet.ts';

/** ConvNet presets under timm's names; the isotropic ones are the paper's. */
export const convNetPresets: ReadonlyMap<string, Preset & { config: ConvNetConfig }> = new Map(
	[...convnextGroups, ...resnetGroups, ...gatedGroups].flatMap(([group, base, rows]) =>
		rows.map(([name, label, changes, image]) => [
			name,
			{
				label,
				group,
				config: { ...base, ...changes },
				...(image ? { image } : {}),
				// timm’s own test networks.
				...(name.startsWith('test_') ? { apart: true as const } : {})
			}
		])
	)
);

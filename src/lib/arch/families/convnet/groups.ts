import type { GroupFacts } from '../../family.ts';
import { convnextWords, resnetWords } from './timm.ts';

/** What ConvNet presets under each heading have in common; timm has no isotropic ones. */
export const convNetGroups: Readonly<Record<string, GroupFacts>> = {
	ConvNeXt: { mark: { shape: 'circle', light: '#a8410f', dark: '#f09a58' }, timm: convnextWords },
	'ConvNeXt V2': {
		mark: { shape: 'diamond', light: '#8f6a00', dark: '#f3d77a' },
		timm: convnextWords
	},
	'ConvNeXt, isotropic': { mark: { shape: 'star', light: '#8c2f52', dark: '#e5658e' } },
	ResNet: {
		mark: { shape: 'square', light: '#1b6fae', dark: '#72c9fc' },
		timm: resnetWords,
		image: { crop: 0.95 }
	},
	ResNeXt: {
		mark: { shape: 'cross', light: '#4b2484', dark: '#9d96ff' },
		timm: resnetWords,
		image: { crop: 0.95 }
	}
};

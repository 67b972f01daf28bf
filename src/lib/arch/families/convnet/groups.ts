import type { GroupFacts } from '../../family.ts';
import { convnextWords, resnetWords } from './timm.ts';

const resnets = (mark: GroupFacts['mark']): GroupFacts => ({ mark, timm: resnetWords });

/** What ConvNet presets under each heading have in common; timm has no isotropic ones. */
export const convNetGroups: Readonly<Record<string, GroupFacts>> = {
	ConvNeXt: { mark: { shape: 'circle', light: '#a8410f', dark: '#f09a58' }, timm: convnextWords },
	'ConvNeXt V2': {
		mark: { shape: 'diamond', light: '#8f6a00', dark: '#f3d77a' },
		timm: convnextWords
	},
	'ConvNeXt, isotropic': { mark: { shape: 'star', light: '#8c2f52', dark: '#e5658e' } },
	ResNet: {
		...resnets({ shape: 'square', light: '#1b6fae', dark: '#72c9fc' }),
		image: { crop: 0.95 }
	},
	'ResNet-D, -C, -S and -T': resnets({ shape: 'diamond', light: '#1b6fae', dark: '#72c9fc' }),
	'ResNet, anti-aliased': resnets({ shape: 'circle', light: '#1b6fae', dark: '#72c9fc' }),
	ResNeXt: {
		...resnets({ shape: 'cross', light: '#4b2484', dark: '#9d96ff' }),
		image: { crop: 0.95 }
	},
	'SE-ResNet': resnets({ shape: 'square', light: '#0f6b66', dark: '#6fd6cc' }),
	'ECA-ResNet': resnets({ shape: 'wye', light: '#0f6b66', dark: '#6fd6cc' }),
	'ResNet-RS': {
		...resnets({ shape: 'star', light: '#1b6fae', dark: '#72c9fc' }),
		image: { crop: 1 }
	}
};

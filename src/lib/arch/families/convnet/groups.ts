import type { GroupFacts } from '../../family.ts';
import type { TimmWords } from '../timm-words.ts';

const groups: Record<string, GroupFacts> = {
	ConvNeXt: { mark: { shape: 'circle', light: '#a8410f', dark: '#f09a58' } },
	'ConvNeXt V2': {
		mark: { shape: 'diamond', light: '#8f6a00', dark: '#f3d77a' }
	},
	'ConvNeXt, isotropic': { mark: { shape: 'star', light: '#8c2f52', dark: '#e5658e' } },
	ResNet: {
		mark: { shape: 'square', light: '#1b6fae', dark: '#72c9fc' },
		image: { crop: 0.95 }
	},
	'ResNet-D, -C, -S and -T': { mark: { shape: 'diamond', light: '#1b6fae', dark: '#72c9fc' } },
	'ResNet, anti-aliased': { mark: { shape: 'circle', light: '#1b6fae', dark: '#72c9fc' } },
	ResNeXt: {
		mark: { shape: 'cross', light: '#4b2484', dark: '#9d96ff' },
		image: { crop: 0.95 }
	},
	'SE-ResNet': { mark: { shape: 'square', light: '#0f6b66', dark: '#6fd6cc' } },
	'ECA-ResNet': { mark: { shape: 'wye', light: '#0f6b66', dark: '#6fd6cc' } },
	'ResNet-RS': {
		mark: { shape: 'star', light: '#1b6fae', dark: '#72c9fc' },
		image: { crop: 1 }
	}
};

/** What ConvNet presets under each heading have in common. */
export const convNetGroups: Readonly<Record<string, GroupFacts>> = groups;

/** Adds what no first look needs: how timm says what differs from a preset under a heading. */
export function addWords(words: Readonly<Record<string, TimmWords>>): void {
	for (const [heading, timm] of Object.entries(words)) {
		const facts = groups[heading];
		if (facts) groups[heading] = { ...facts, timm };
	}
}

import type { GroupFacts } from '../../family.ts';
import { mbconvWords } from './timm.ts';

/** What MBConv presets under each heading have in common. */
export const mbconvGroups: Readonly<Record<string, GroupFacts>> = {
	MobileNet: { mark: { shape: 'circle', light: '#0b7a75', dark: '#5fd3cb' }, timm: mbconvWords },
	MnasNet: { mark: { shape: 'triangle', light: '#6d5a00', dark: '#d9c84a' }, timm: mbconvWords },
	EfficientNet: {
		mark: { shape: 'square', light: '#7a3b8f', dark: '#d09be6' },
		timm: mbconvWords
	},
	EfficientNetV2: {
		mark: { shape: 'diamond', light: '#a3263f', dark: '#ff8ea1' },
		timm: mbconvWords,
		image: { crop: 1 }
	}
};

import type { GroupFacts, ImageWishes } from '../../family.ts';
import { evaWords } from './eva-words.ts';
import { vitWords } from './timm.ts';
import { HALF } from '../images.ts';

/** What timm's checkpoints want where it trained them as Google did, from -1 to 1. */
const google: ImageWishes = { ...HALF, crop: 0.9 };
const openai: ImageWishes = {
	crop: 1,
	mean: [0.48145466, 0.4578275, 0.40821073],
	std: [0.26862954, 0.26130258, 0.27577711]
};

/** What presets under each heading have in common. */
export const vitGroups: Readonly<Record<string, GroupFacts>> = {
	ViT: {
		mark: { shape: 'triangle down', light: '#5b6168', dark: '#b8bec6' },
		timm: vitWords,
		image: google
	},
	DeiT: {
		mark: { shape: 'wye', light: '#b01a6e', dark: '#f7a6cf' },
		timm: vitWords,
		image: { crop: 0.9 }
	},
	'DeiT III': {
		mark: { shape: 'star', light: '#9c2a9c', dark: '#e59be8' },
		timm: vitWords,
		apart: true,
		image: { crop: 0.9 }
	},
	'ViT, variants': {
		mark: { shape: 'square', light: '#5b6168', dark: '#b8bec6' },
		timm: vitWords,
		apart: true,
		image: google
	},
	'ViT, registers and average pooling': {
		mark: { shape: 'triangle', light: '#5b6168', dark: '#b8bec6' },
		timm: vitWords,
		apart: true,
		image: { ...google, crop: 0.95 }
	},
	'ViT CLIP': {
		mark: { shape: 'diamond', light: '#2d6b4f', dark: '#86d6ac' },
		timm: vitWords,
		apart: true,
		image: openai
	},
	SigLIP: {
		mark: { shape: 'cross', light: '#1d6f78', dark: '#7fd3dd' },
		timm: vitWords,
		apart: true,
		image: google
	},
	DINOv2: {
		mark: { shape: 'square', light: '#6b4a1f', dark: '#d9b382' },
		timm: vitWords,
		apart: true,
		image: { crop: 1 }
	},
	TIPSv2: {
		mark: { shape: 'circle', light: '#6b4a1f', dark: '#d9b382' },
		timm: vitWords,
		apart: true,
		image: { crop: 1, mean: [0, 0, 0], std: [1, 1, 1] }
	},
	AIMv2: {
		mark: { shape: 'wye', light: '#3d5a1e', dark: '#b5d68c' },
		timm: vitWords,
		apart: true,
		image: openai
	},
	'BEiT-3': {
		mark: { shape: 'cross', light: '#7a3b2e', dark: '#e8a897' },
		timm: vitWords,
		apart: true,
		image: { crop: 1 }
	},
	EVA: {
		mark: { shape: 'diamond', light: '#7a3b2e', dark: '#e8a897' },
		timm: evaWords,
		apart: true,
		image: { ...openai, crop: 0.9 }
	},
	'RoPE-ViT': {
		mark: { shape: 'bow', light: '#5b6168', dark: '#b8bec6' },
		timm: evaWords,
		apart: true,
		image: { crop: 0.9 }
	},
	'Perception Encoder': {
		mark: { shape: 'square', light: '#2d6b4f', dark: '#86d6ac' },
		timm: evaWords,
		apart: true,
		image: { ...HALF, crop: 1 }
	},
	DINOv3: {
		mark: { shape: 'diamond', light: '#6b4a1f', dark: '#d9b382' },
		timm: evaWords,
		apart: true,
		image: { crop: 1 }
	},
	'LingBot-Vision': {
		mark: { shape: 'star', light: '#6b4a1f', dark: '#d9b382' },
		timm: evaWords,
		apart: true,
		image: { crop: 1, interpolation: 'bilinear' }
	}
};

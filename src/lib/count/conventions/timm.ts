import type { Convention } from './convention.ts';
import { fvcoreRules } from './fvcore.ts';

const EXPLICIT = { fusedAttention: false, insideAttention: () => false };

/** timm's published GMACs (results/*.csv): fvcore's count with explicit attention, rounded to 0.01 G. */
export const timm: Convention = {
	id: 'timm',
	label: 'timm, published',
	unit: 'MACs',
	perMac: 1,
	source: 'https://github.com/huggingface/pytorch-image-models/tree/main/results',
	summary:
		'fvcore’s count with norms and pooling; the files print it in units of 10⁹ with two decimals.',
	notes: [
		{
			text: 'Fused attention is missing in some of its files: counted with it on, its products read 0.'
		},
		{ text: 'Its activations are fvcore’s too: they include attention’s scores and outputs.' }
	],
	rules: {
		...fvcoreRules,
		attention: (layer) => fvcoreRules.attention(layer, EXPLICIT),
		crossAttention: (layer) => fvcoreRules.crossAttention(layer, EXPLICIT)
	}
};

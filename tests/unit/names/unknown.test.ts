import { beforeAll, expect, it } from 'vitest';
import { loadTimmNames } from '../../../src/lib/names/timm.ts';
import { unknownName } from '../../../src/lib/names/unknown.ts';

beforeAll(loadTimmNames);

const presets = [
	{ name: 'convnext_tiny', label: 'ConvNeXt-T' },
	{ name: 'efficientnet_b0', label: 'EfficientNet-B0' },
	{ name: 'deit_tiny_patch16_224', label: 'DeiT-Ti' }
];
const said = (name: string) => unknownName(name, presets, ['ConvNets', 'ViT']);

it('names what is nearest to a name that nobody has', () => {
	expect(said('convnext_tinny')).toBe('“convnext_tinny” is no preset; nearest: convnext_tiny');
});

it('names the families where nothing is near', () => {
	expect(said('banana')).toBe('“banana” is no preset; there are presets of ConvNets, ViT');
});

it('says why a model of timm’s of these families is left out, and what is nearest', () => {
	expect(said('efficientnet_cc_b0_4e')).toMatch(
		/^“efficientnet_cc_b0_4e” is no preset: it mixes its kernels anew .*; nearest: efficientnet_b0$/
	);
});

it('says of what timm’s other models are', () => {
	expect(said('maxvit_tiny_tf_224')).toBe(
		'“maxvit_tiny_tf_224” is of timm’s maxxvit.py, and of no family here (ConvNets, ViT); nearest: deit_tiny_patch16_224'
	);
});

it('names the tags that timm has, the nearest first', () => {
	expect(said('convnext_tiny.fb_in22k_384')).toMatch(
		/^timm has no tag “fb_in22k_384” of convnext_tiny; its tags are fb_in22k.* and \d more$/
	);
});

it('quotes no more of a name than a line holds', () => {
	expect(said('x'.repeat(5000)).length).toBeLessThan(200);
});

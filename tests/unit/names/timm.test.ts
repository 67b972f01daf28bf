import { beforeAll, expect, it } from 'vitest';
import { loadTimmNames, nameParts, tagOf, timmNames } from '../../../src/lib/names/timm.ts';

beforeAll(loadTimmNames);

it('knows what a tag of timm’s brings', () => {
	expect(tagOf('convnext_tiny', 'fb_in22k_ft_in1k_384')).toEqual({
		name: 'fb_in22k_ft_in1k_384',
		input: 384,
		classes: 1000,
		image: {
			crop: 1,
			interpolation: 'bicubic',
			mean: [0.485, 0.456, 0.406],
			std: [0.229, 0.224, 0.225]
		}
	});
	expect(tagOf('convnext_tiny', 'fb_in22k')?.classes).toBe(21_841);
	expect(tagOf('resnet50', 'tv_in1k')?.image.interpolation).toBe('bilinear');
	expect(tagOf('resnet50', 'nobody')).toBeNull();
	expect(tagOf('banana', 'tv_in1k')).toBeNull();
});

it('parts a name at its first dot, whoever asks for it', () => {
	expect(nameParts('resnet50.tv_in1k')).toEqual({ model: 'resnet50', tag: 'tv_in1k' });
	expect(nameParts('hf-hub:timm/resnet50.tv_in1k')).toEqual({ model: 'resnet50', tag: 'tv_in1k' });
	expect(nameParts('resnet50')).toEqual({ model: 'resnet50', tag: '' });
});

it('takes a name that timm had before for the one that it has now', () => {
	expect(nameParts('convnext_tiny_384_in22ft1k')).toEqual({
		model: 'convnext_tiny',
		tag: 'fb_in22k_ft_in1k_384'
	});
});

it('tells models of the families here from others', () => {
	const models = timmNames()?.models;
	expect(models?.get('efficientnet_cc_b0_4e')).toMatchObject({
		file: 'efficientnet',
		related: true
	});
	expect(models?.get('maxvit_tiny_tf_224')).toEqual({ file: 'maxxvit', related: false, tags: [] });
	expect(models?.size).toBe(1317);
});

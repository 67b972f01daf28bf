import { expect, it } from 'vitest';
import { editDistance, nearest } from '../../../src/lib/names/nearest.ts';

const called = [
	['convnext_tiny', 'ConvNeXt-T'],
	['convnextv2_tiny', 'ConvNeXt V2-T'],
	['resnet50', 'ResNet-50'],
	['resnet101', 'ResNet-101'],
	['swin_tiny_patch4_window7_224', 'Swin-T'],
	['vit_base_patch16_224', 'ViT-B/16']
].map(([name = '', label = '']) => ({ name, label }));

const found = (text: string) => nearest(text, called).map(({ name }) => name);

it('counts the letters by which two texts differ', () => {
	expect(editDistance('kitten', 'sitting')).toBe(3);
	expect(editDistance('', 'abc')).toBe(3);
	expect(editDistance('abc', 'abc')).toBe(0);
});

it('finds a name that was mistyped, or written as people say it', () => {
	expect(found('convnxt_tiny')[0]).toBe('convnext_tiny');
	expect(found('resnet_50')[0]).toBe('resnet50');
	expect(found('swin_t')[0]).toBe('swin_tiny_patch4_window7_224');
	expect(found('vit_b_16')[0]).toBe('vit_base_patch16_224');
});

it('puts what is most alike first, and no more than three', () => {
	expect(found('resnet51')).toEqual(['resnet50', 'resnet101']);
	expect(nearest('convnext', called, 1).map(({ name }) => name)).toEqual(['convnext_tiny']);
});

it('finds nothing where nothing is alike', () => {
	expect(found('banana')).toEqual([]);
	expect(found('')).toEqual([]);
	expect(found('x'.repeat(100_000))).toEqual([]);
});

import { expect, it } from 'vitest';
import {
	ALL,
	groupsAround,
	likeliest,
	wantedOf,
	type PickGroup,
	type Wanted
} from '../../../../src/lib/kit/picker/items.ts';

const item = (value: string, label: string, ...amounts: (number | null)[]) => ({
	...{ value, label, note: value, amounts }
});
const groups: readonly PickGroup[] = [
	{
		name: 'ResNet',
		items: [item('resnet50', 'ResNet-50', 25, 4), item('seresnet50', 'SE-ResNet-50', 28, 4)]
	},
	{ name: 'ViT', items: [item('vit_base_patch14_dinov2', 'ViT-B/14', 86, null)] },
	{ name: 'EfficientNet', items: [item('tf_efficientnet_b0', 'B0, TensorFlow', 5, 1)] }
];
const found = (wanted: Partial<Wanted>) =>
	wantedOf(groups, { ...ALL, ...wanted }).flatMap(({ items }) => items.map(({ value }) => value));

it('finds what has every word in its name, its label or its heading, in any order', () => {
	expect(found({ words: 'resnet 50 se' })).toEqual(['seresnet50']);
	expect(found({ words: 'DINO vit 14' })).toEqual(['vit_base_patch14_dinov2']);
	expect(found({ words: '' })).toHaveLength(4);
	expect(found({ words: 'resnet swin' })).toEqual([]);
});

it('takes a name’s words one by one where it is not found as a whole', () => {
	expect(found({ words: 'resnet_50' })).toEqual(['resnet50', 'seresnet50']);
});

it('finds what is under a heading and costs no more than asked for', () => {
	expect(found({ group: 'ResNet', most: [26, null] })).toEqual(['resnet50']);
	expect(found({ most: [null, 4] })).toEqual(['resnet50', 'seresnet50', 'tf_efficientnet_b0']);
});

it('orders by what things cost, those without a number last', () => {
	expect(found({ by: 0 })).toEqual([
		...['tf_efficientnet_b0', 'resnet50', 'seresnet50', 'vit_base_patch14_dinov2']
	]);
	expect(found({ by: 1 }).at(-1)).toBe('vit_base_patch14_dinov2');
});

it('takes what is called exactly so for what is meant', () => {
	const items = groups.flatMap((group) => group.items);
	expect(likeliest(items, 'SE-resnet-50')?.value).toBe('seresnet50');
	expect(likeliest(items, 'vit')?.value).toBe('vit_base_patch14_dinov2');
	expect(likeliest(items, 'e')?.value).toBe('resnet50');
	expect(likeliest([], 'e')).toBeUndefined();
});

it('draws the headings about the one that is looked at first', () => {
	expect([...groupsAround(groups, 'vit_base_patch14_dinov2', 1)]).toEqual(['ViT']);
	expect([...groupsAround(groups, 'tf_efficientnet_b0', 2)]).toEqual(['EfficientNet', 'ViT']);
	expect(groupsAround(groups, undefined, 99).size).toBe(3);
});

import { expect, test } from 'vitest';
import { presetDesign } from '../../../../src/lib/arch/design.ts';
import {
	hasKernels,
	kernelCases,
	stageCases
} from '../../../../src/lib/view/features/field-cases.ts';
import { theoreticalText } from '../../../../src/lib/view/features/field-text.ts';
import { smallDesigns, smallNetwork } from '../../../small-networks.ts';

const designOf = (name: string) => {
	const design = smallDesigns[name];
	if (!design) throw new Error(`there is no ${name}`);
	return design;
};

test('fields are measured after the stem, every stage and what is selected, in the network’s order', () => {
	const cases = stageCases(smallNetwork('tiny_convnext'), 'stages.2.blocks.0');
	expect(cases.map(({ label }) => label)).toEqual([
		'stem',
		'stage 1',
		'stage 2',
		'stages.2.blocks.0',
		'stage 3',
		'stage 4'
	]);
	// What leaves the stem sees a patch of 4 px; a depthwise kernel of 7 makes it 28.
	expect(cases.slice(0, 2).map(theoreticalText)).toEqual(['4 px', '28 px']);
});

test('what is selected is measured once, and not where it lies nowhere on the picture', () => {
	const network = smallNetwork('tiny_convnext');
	expect(stageCases(network, 'stages.1').length).toBe(stageCases(network, null).length);
	expect(stageCases(network, 'head.fc').map(({ label }) => label)).not.toContain('head.fc');
});

test('tokens of a ViT have the place of their unit, and see everything', () => {
	const cases = stageCases(smallNetwork('tiny_vit'), null);
	const last = cases.at(-1);
	expect(last && [theoreticalText(last), last.unit]).toEqual(['everything', [11]]);
});

test('kernels are beside each other wherever a family has one', () => {
	const labels = (name: string) => {
		const { layers } = smallNetwork(name);
		const section = layers.findLast(({ sectionRole }) => sectionRole === 'stage')?.section ?? '';
		return kernelCases(designOf(name), section).map(({ label }) => label);
	};
	const all = ['3 × 3', '5 × 5', '7 × 7', '11 × 11', '31 × 31'];
	expect(labels('tiny_convnext')).toEqual(all);
	expect(labels('tiny_poolformerv2')).toEqual([]);
	expect(labels('tiny_vit')).toEqual([]);
	expect(hasKernels(designOf('tiny_vit'))).toBe(false);
	const mbconv = presetDesign('mobilenetv3_small_050');
	expect(mbconv && hasKernels(mbconv)).toBe(true);
});

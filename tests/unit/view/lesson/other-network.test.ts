import { expect, it } from 'vitest';
import { customDesign } from '../../../../src/lib/arch/families/custom/custom-design.ts';
import { presetDesign, type Design } from '../../../../src/lib/arch/design.ts';
import { otherNetwork } from '../../../../src/lib/view/lesson/other-network.ts';

const tiny = presetDesign('convnext_tiny') as Design;
const resnet = presetDesign('resnet50') as Design;

it('tells a network that took the place of the lesson’s, and not the same one in lines', () => {
	expect(otherNetwork(tiny, resnet)).toEqual({ began: 'ConvNeXt-T', now: 'ResNet-50' });
	expect(otherNetwork(tiny, tiny)).toBeNull();
	expect(otherNetwork(tiny, customDesign(tiny) as Design)).toBeNull();
});

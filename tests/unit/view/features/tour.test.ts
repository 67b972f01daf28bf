import { expect, test } from 'vitest';
import { asItComes, printLink, readLink } from '../../../../src/lib/share/link.ts';
import { defaultDesign } from '../../../../src/lib/share/settings.ts';
import { TOUR_STEPS } from '../../../../src/lib/share/tour-steps.ts';
import { tellStep, TOUR, tourOf } from '../../../../src/lib/view/features/tour.ts';
import { smallNetwork } from '../../../small-networks.ts';

test('the tour has the steps that links name, in their order, and each looks at a layer there is', () => {
	expect(TOUR.map(({ id }) => id)).toEqual(TOUR_STEPS);
	for (const name of ['tiny_convnext', 'tiny_swin']) {
		const { layers } = smallNetwork(name);
		const paths = layers.map(({ path }) => path);
		for (const { id, at } of tourOf(layers))
			expect([id, paths]).toEqual([id, expect.arrayContaining([at(layers)])]);
	}
});

test('what a network has not is left out of its tour', () => {
	const leftOut = (name: string) => {
		const kept = tourOf(smallNetwork(name).layers).map(({ id }) => id);
		return TOUR_STEPS.filter((id) => !kept.includes(id));
	};
	expect(leftOut('tiny_convnext')).toEqual(['attention']);
	expect(leftOut('tiny_vit')).toEqual(['kernels']);
});

test('a link holds the step, and names those there are where it holds another', () => {
	const linked = { ...asItComes, design: defaultDesign(), tour: 'late' } as const;
	expect(readLink(printLink(linked), [])).toEqual({ ...linked, problems: [] });
	const { tour, problems } = readLink('convnext_tiny&tour=moon', []);
	expect(tour).toBeNull();
	expect(problems[0]?.message).toContain('permitted: start, filters');
});

test('what is said of features without training is what the network does', () => {
	const tell = (asked: string, name: string) => {
		const step = TOUR.find(({ id }) => id === asked);
		return step && tellStep(step, smallNetwork(name).layers, false);
	};
	expect(tell('early', 'tiny_convnext')).toContain('follow the picture’s edges');
	expect(tell('early', 'tiny_vit')).toContain('patch by patch');
	const late = (name: string) => tell('late', name);
	expect(late('tiny_convnext')).toContain('the network halves them; borders stand out');
	expect(late('tiny_swin')).toContain('the network halves them; nothing is padded');
	expect(late('tiny_vit')).toContain('as coarse as the patches that the network begins with');
	expect(late('tiny_vit')).toContain('nothing is padded');
});

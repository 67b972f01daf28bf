import { describe, expect, it } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';
import type { Layer } from '../../../../src/lib/arch/infer.ts';
import { alignLayouts } from '../../../../src/lib/draw/network/align.ts';
import type { Layout } from '../../../../src/lib/draw/network/boxes.ts';
import { differencesOf } from '../../../../src/lib/draw/network/differences.ts';
import { layoutOf } from '../../../../src/lib/draw/network/layout.ts';
import { groupAt, idAt, placeOf } from '../../../../src/lib/draw/network/counterpart.ts';
import { openAll } from '../../../../src/lib/draw/network/slots.ts';
import { readSet } from '../../../../src/lib/share/set-link.ts';

function layersOf(link: string): readonly Layer[] {
	const [design] = readSet(link).designs;
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error(`${link} cannot be computed`);
	return examined.network.layers;
}

const SWIN = 'swin_tiny_patch4_window7_224';
const LINKS = ['convnext_tiny', SWIN, 'resnet50', 'convnext_small', 'vit_small_patch16_224'];

/** Designs on one axis, the first of them behind the others. */
function aligned(links: readonly string[]): readonly Layout[] {
	const behind = layersOf(links[0] ?? '');
	const layouts = links.map((link, i) => {
		const layers = layersOf(link);
		return layoutOf(layers, { ghost: i === 0 ? null : behind, folds: openAll(layers) });
	});
	return alignLayouts(layouts, 0);
}

const blocksOf = (layout: Layout | undefined, section: number) => {
	const found = layout?.sections.filter(({ role }) => role === 'stage')[section];
	if (!layout || !found) return [];
	return layout.parts.slice(found.first, found.end).filter(({ kind }) => kind === 'block');
};

describe('networks on one axis', () => {
	const layouts = aligned(LINKS);

	it('have one length, one scale of map sides, and every block to itself', () => {
		expect(new Set(layouts.map(({ length }) => length)).size).toBe(1);
		expect(new Set(layouts.map(({ side }) => side)).size).toBe(1);
		expect(layouts[3]?.parts.every(({ blocks }) => blocks.length === 1)).toBe(true);
	});

	it.each([0, 1, 2, 3])('stand block under block in stage %i', (stage) => {
		const first = layouts.map((layout) => blocksOf(layout, stage)[0]);
		const starts = new Set(first.flatMap((block) => (block ? [block.x0] : [])));
		expect(starts.size).toBe(1);
		const second = layouts.map((layout) => blocksOf(layout, stage)[1]);
		expect(new Set(second.flatMap((block) => (block ? [block.x0] : []))).size).toBe(1);
	});

	it('are the same whatever their layers are called', () => {
		const names = layouts.map((layout) => blocksOf(layout, 0)[0]?.id);
		expect(new Set(names).size).toBeGreaterThan(3);
	});

	it('keep layers in order inside their blocks', () => {
		for (const { parts, layers, length } of layouts)
			for (const part of parts) {
				const own = layers.slice(part.first, part.end);
				expect(own[0]?.x0).toBeCloseTo(part.x0, 6);
				expect(own.at(-1)?.x1).toBeCloseTo(part.x1, 6);
				expect(part.x1).toBeLessThanOrEqual(length + 1e-6);
			}
	});

	it('show the reference’s blocks that a design lacks, where the reference has them', () => {
		const [reference, swin] = layouts;
		const third = blocksOf(reference, 0)[2];
		const ghost = swin?.ghosts.find(({ id }) => id === `${third?.id} behind`);
		expect(ghost?.front).toBeNull();
		expect([ghost?.x0, ghost?.x1]).toEqual([third?.x0, third?.x1]);
	});
});

describe('a place', () => {
	const [tiny, swin, resnet] = ['convnext_tiny', SWIN, 'resnet50'].map(layersOf);
	if (!tiny || !swin || !resnet) throw new Error('a preset is gone');

	it('is found again in its own network, for every layer', () => {
		for (const layers of [tiny, swin, resnet])
			for (const { path } of layers) expect(idAt(layers, placeOf(layers, path))).toBe(path);
	});

	it('is told by stage and block', () => {
		const place = placeOf(tiny, 'stages.2.blocks.1');
		expect(idAt(resnet, place)).toBe('layer3.1');
		expect(idAt(swin, place)).toBe('layers.2.blocks.1');
		expect(idAt(swin, placeOf(tiny, 'stages.2.blocks.8'))).toBeNull();
	});

	it('falls back to the block where the layer there does something else', () => {
		expect(idAt(resnet, placeOf(tiny, 'stages.2.blocks.1.conv_dw'))).toBe('layer3.1');
		expect(idAt(layersOf('convnext_base'), placeOf(tiny, 'stages.2.blocks.1.conv_dw'))).toBe(
			'stages.2.blocks.1.conv_dw'
		);
	});

	it('has a block to draw, if only the last one of its stage', () => {
		const last = placeOf(tiny, 'stages.2.blocks.8');
		expect(last && groupAt(swin, last)).toBe('layers.2.blocks.5');
		const stage = placeOf(tiny, 'stages.1');
		expect(stage && groupAt(resnet, stage)).toBe('layer2.3');
		const head = placeOf(tiny, 'head');
		expect(head && groupAt(tiny, head)).toBe('head');
	});
});

describe('what differs from a reference', () => {
	const wordsOf = (own: string, reference: string) =>
		Object.fromEntries(
			differencesOf(layersOf(own), layersOf(reference)).sections.map(({ name, words }) => [
				name,
				words.join(', ')
			])
		);

	it('is nothing for the same network', () => {
		const { marks, sections } = differencesOf(layersOf('resnet50'), layersOf('resnet50'));
		expect([marks.size, sections.length]).toEqual([0, 0]);
	});

	it('is blocks that are added', () => {
		const { marks, sections } = differencesOf(
			layersOf('convnext_small'),
			layersOf('convnext_tiny')
		);
		expect([...marks.values()]).toEqual(Array.from({ length: 18 }, () => 'added'));
		expect(sections).toEqual([{ name: 'stage 3', words: ['27 blocks instead of 9'] }]);
	});

	it('is channels, kernels and blocks that are built differently', () => {
		expect(wordsOf('convnext_base', 'convnext_small')).toMatchObject({
			stem: '128 channels instead of 96',
			'stage 4': '1024 channels instead of 768'
		});
		expect(wordsOf('convnext_tiny&kernels=7,7,3,7', 'convnext_tiny')).toEqual({
			'stage 3': 'kernels 3 × 3 instead of 7 × 7'
		});
		expect(wordsOf('resnet50', 'convnext_tiny')['stage 1']).toBe(
			'256 channels instead of 96, other blocks'
		);
	});

	it('is stages that are missing', () => {
		expect(wordsOf('vit_small_patch16_224', 'convnext_tiny')).toMatchObject({
			'stage 2': 'missing',
			'stage 4': 'missing'
		});
	});
});

it('every preset can stand beside any other', () => {
	expect(presetDesign('convnextv2_huge')).not.toBeNull();
	expect(() => aligned(['resnet200', 'vit_large_patch16_384', 'convnextv2_huge'])).not.toThrow();
});

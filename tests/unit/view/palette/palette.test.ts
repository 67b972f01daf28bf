import { expect, test } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';
import { wantedOf } from '../../../../src/lib/kit/picker/items.ts';
import { ALL } from '../../../../src/lib/kit/picker/items.ts';
import { paletteGroups, readPicked } from '../../../../src/lib/view/palette/palette.ts';

const design = presetDesign('convnext_tiny');
if (!design) throw new Error('there is no ConvNeXt-T');
const examined = examine(design);
if (!examined.ok) throw new Error('ConvNeXt-T cannot be computed');
const presets = [{ name: 'ResNet', items: [{ value: 'resnet50', label: 'ResNet-50' }] }];
const groups = paletteGroups(
	[{ label: 'Undo', note: 'Ctrl+Z', run: () => undefined }],
	design,
	examined.network.layers,
	presets
);

const found = (words: string) =>
	wantedOf(groups, { ...ALL, words }).flatMap(({ items }) =>
		items.map(({ value }) => readPicked(value))
	);

test('what can be done, fields, presets and layers are found by their names', () => {
	expect(found('undo')).toEqual([{ kind: 'do', name: 'Undo' }]);
	expect(found('kernel stages')).toContainEqual({ kind: 'field', name: 'kernels' });
	expect(found('resnet 50')).toEqual([{ kind: 'preset', name: 'resnet50' }]);
	expect(found('stages.2.blocks.4.mlp.fc1')).toEqual([
		{ kind: 'layer', name: 'stages.2.blocks.4.mlp.fc1' }
	]);
});

test('every value of the list is there once, and what is no value of it stands for nothing', () => {
	const values = groups.flatMap(({ items }) => items.map(({ value }) => value));
	expect(new Set(values).size).toBe(values.length);
	for (const value of ['', 'undo', 'panel:memory']) expect(readPicked(value)).toBeNull();
});

test('a field that changes nothing in this design is not among them', () => {
	const basic = presetDesign('resnet18');
	if (!basic) throw new Error('there is no ResNet-18');
	const own = paletteGroups([], basic, [], []).flatMap(({ items }) =>
		items.map(({ value }) => value)
	);
	expect(own).toContain('field:depths');
	expect(own).not.toContain('field:expansions');
});

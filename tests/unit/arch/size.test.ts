import { expect, it } from 'vitest';
import { permitted, printValue, readValue, type Field } from '../../../src/lib/arch/fields.ts';
import { networkOf } from '../../networks.ts';
import { applySettings, changesOf, defaultDesign } from '../../../src/lib/share/settings.ts';

const field: Field = {
	key: 'input',
	label: 'input',
	group: 'Input',
	kind: 'size',
	min: 8,
	max: 2048,
	step: 1,
	nudge: 32,
	help: ''
};

it.each([
	['224', 224],
	['224x224', 224],
	['800x1280', [800, 1280]],
	[' 800 × 1280 ', [800, 1280]],
	['800X1280', [800, 1280]]
])('“%s” is a size', (text, value) => {
	expect(readValue(field, text)).toEqual({ ok: true, value });
});

it.each(['', '7', '800x', 'x800', '800x4096', '8x8x3', '800,1280', '8.5', '-8', '0x10'])(
	'“%s” is refused by the field’s name and what it permits',
	(text) => {
		expect(readValue(field, text)).toEqual({
			ok: false,
			message: `input: “${text}” is not permitted; permitted: ${permitted(field)}`
		});
	}
);

it('is printed as it is read, a square as one number', () => {
	expect(printValue(field, [800, 1280])).toBe('800x1280');
	expect(printValue(field, [224, 224])).toBe('224');
});

it('stands in a link beside the channels and the classes', () => {
	const { design } = applySettings(defaultDesign(), [
		['input', '800 × 1280'],
		['channels', '4'],
		['classes', '0']
	]);
	expect(changesOf(design)).toEqual([
		['input', '800x1280'],
		['channels', '4'],
		['classes', '0']
	]);
});

it.each([
	['convnext_tiny', 'head.norm', 768],
	['resnet50', 'global_pool', 2048],
	['swin_tiny_patch4_window7_224', 'head.global_pool', 768],
	['vit_tiny_patch16_224', 'global_pool', 192]
])('%s without classes hands on the features of %s', (preset, path, features) => {
	const { layers } = networkOf(preset, { classes: 0 });
	expect(layers.at(-1)).toMatchObject({ path, out: [features] });
});

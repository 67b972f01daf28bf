import '../../../../all-families.ts';
import { expect, test } from 'vitest';
import { traceLine, parse } from '../../../../../src/lib/arch/block-text/edit/trace.ts';
import { examine, presetDesign } from '../../../../../src/lib/arch/design.ts';
import type { CustomConfig } from '../../../../../src/lib/arch/families/custom/config.ts';
import { customDesign } from '../../../../../src/lib/arch/families/custom/custom-design.ts';
import { partLine, withPartLine } from '../../../../../src/lib/arch/families/custom/part.ts';

function opened(preset: string) {
	const design = presetDesign(preset);
	const lines = design && customDesign(design);
	const examined = lines && examine(lines);
	if (!lines || !examined?.ok) throw new Error(`${preset} has no lines`);
	// A custom design's values are those of its family.
	return { config: lines.config as unknown as CustomConfig, layers: examined.network.layers };
}

test.each([
	...['convnext_tiny', 'resnet50', 'inception_next_tiny', 'swin_tiny_patch4_window7_224'],
	...['vit_base_patch16_224', 'efficientnet_b0', 'regnety_008', 'poolformer_s12']
])('every part of %s is found in the line that says it, with the same layers', (preset) => {
	const { config, layers } = opened(preset);
	const ids = [...new Set(layers.map(({ block, section }) => block ?? section))];
	for (const id of ids) {
		const own = layers.filter(({ block, section }) => (block ?? section) === id);
		const part = partLine(config, layers, id);
		if (!part) throw new Error(`there is no line for ${id}`);
		const trace = traceLine(parse(part.text), part.setting);
		expect(trace.fault).toBeNull();
		expect(trace.out).toEqual(own.at(-1)?.out);
		const made = [...trace.seen.values()].filter(({ op }) => op !== null);
		expect(made.length).toBe(own.length);
		for (const { path } of made)
			expect(own.some((layer) => layer.path === path || layer.path === `${id}.${path}`)).toBe(true);
	}
});

test('an edit is for all stages of the same line, or for one', () => {
	const { config, layers } = opened('convnext_tiny');
	const part = partLine(config, layers, 'stages.2.blocks.4');
	expect(part).toMatchObject({ key: 'blocks', index: 2, shared: 4, count: 4 });
	if (!part) return;
	expect(withPartLine(config, part, 'dw7', true)).toEqual(['dw7']);
	const [old = ''] = config.blocks;
	expect(withPartLine(config, part, 'dw7', false)).toEqual([old, old, 'dw7', old]);
	const down = partLine(config, layers, 'stages.1.downsample');
	expect(down).toMatchObject({ key: 'downsampling', index: 1, shared: 3, count: 4 });
});

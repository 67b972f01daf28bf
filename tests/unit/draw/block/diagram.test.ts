import { expect, test } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';
import { diagramOf } from '../../../../src/lib/draw/block/diagram.ts';
import { macFormula } from '../../../../src/lib/draw/formula.ts';
import { selectionOf } from '../../../../src/lib/draw/network/selection.ts';
import { presetsByStructure } from '../../../presets.ts';

function networkOf(preset: string) {
	const design = presetDesign(preset);
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error(`${preset} does not compute`);
	return examined.network;
}

function diagram(preset: string, id: string) {
	const { net, layers } = networkOf(preset);
	const drawn = diagramOf(net, layers, id);
	if (!drawn) throw new Error(`${id} of ${preset} is not drawn`);
	return drawn;
}

test('a ConvNeXt block reads from top to bottom as the paper draws it', () => {
	const { nodes } = diagram('convnext_tiny', 'stages.2.blocks.4');
	expect(nodes.map(({ label }) => label)).toEqual([
		'7 × 7 depthwise 384',
		'LN',
		'1 × 1 384 → 1536',
		'GELU',
		'1 × 1 1536 → 384',
		'layer scale',
		'+'
	]);
	const ys = nodes.map(({ y }) => y);
	expect(ys).toEqual([...ys].sort((a, b) => a - b));
});

test('an InceptionNeXt block draws its mixer as branches side by side, which end in one', () => {
	const { nodes } = diagram('inception_next_tiny', 'stages.1.blocks.1');
	const at = (name: string) => {
		const node = nodes.find(({ id }) => id === `stages.1.blocks.1.${name}`);
		if (!node) throw new Error(`there is no ${name}`);
		return node;
	};
	const kernels = ['dwconv_hw', 'dwconv_w', 'dwconv_h'].map((name) => at(`token_mixer.${name}`));
	expect(kernels.map(({ label }) => label)).toEqual([
		'3 × 3 depthwise 24',
		'1 × 11 depthwise 24',
		'11 × 1 depthwise 24'
	]);
	expect(new Set(kernels.map(({ y }) => y)).size).toBe(1);
	expect(new Set([...kernels, at('token_mixer.identity')].map(({ x }) => x)).size).toBe(4);
	const joined = at('token_mixer.concat');
	expect(joined.y).toBeGreaterThan(Math.max(...kernels.map(({ y }) => y)));
	expect([at('norm'), at('mlp.fc1'), at('add')].map(({ x }) => x)).toEqual(
		Array.from({ length: 3 }, () => joined.x)
	);
});

test('a projection stands beside the body, and joins at the sum', () => {
	const { nodes, edges } = diagram('resnet50', 'layer2.0');
	const at = (id: string) => nodes.find((node) => node.id === `layer2.0.${id}`);
	const [body, shortcut, sum] = [at('conv2'), at('downsample.0'), at('add')];
	if (!body || !shortcut || !sum) throw new Error('nodes are missing');
	expect(shortcut.x + shortcut.width / 2).toBeLessThan(body.x - body.width / 2);
	expect(sum.x).toBe(body.x);
	expect(edges.filter(({ loop }) => loop)).toHaveLength(2);
});

test.each(presetsByStructure)(
	'every part of %s is drawn inside its frame, nothing on top of another',
	(preset) => {
		const { net, layers } = networkOf(preset);
		const ids = new Set(layers.map(({ block, section }) => block ?? section));
		const drawn = new Set<string>();
		for (const id of ids) {
			// Blocks of a stage are mostly the same one again.
			const own = layers.filter(({ block, section }) => (block ?? section) === id);
			const looks = JSON.stringify(
				own.map(({ op, in: entering, path }) => [op, entering, path.slice(id?.length ?? 0)])
			);
			if (drawn.has(looks)) continue;
			drawn.add(looks);
			const { nodes, width, height, ends } = diagramOf(net, layers, id) ?? diagram(preset, id);
			expect(nodes.map((node) => node.id).sort()).toEqual(own.map(({ path }) => path).sort());
			expect(ends).toHaveLength(2);
			const outside = nodes.filter(
				({ x, y, ...node }) =>
					x - node.width / 2 < 0 || x + node.width / 2 > width || y + node.height / 2 >= height
			);
			expect(outside).toEqual([]);
			const onTop = nodes.flatMap((a, i) =>
				nodes.slice(i + 1).flatMap((b) => {
					const apart =
						Math.abs(a.x - b.x) >= (a.width + b.width) / 2 ||
						Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
					return apart ? [] : [`${a.id} and ${b.id}`];
				})
			);
			expect(onTop).toEqual([]);
		}
	}
);

test('a stage is a row of blocks, not a diagram', () => {
	const { net, layers } = networkOf('convnext_tiny');
	expect(diagramOf(net, layers, 'stages.2')).toBeNull();
	expect(diagramOf(net, layers, 'nowhere')).toBeNull();
});

test('a formula multiplies out to the exact MACs of every layer', () => {
	for (const preset of ['convnext_tiny', 'resnext50_32x4d', 'resnet18'])
		for (const layer of networkOf(preset).layers) {
			const product = macFormula(layer)
				.map((term) => term.reduce((all, { value, power }) => all * value ** power, 1))
				.reduce((sum, term) => sum + term, 0);
			expect(product, layer.path).toBe(layer.macs);
		}
});

test('repeated factors of a formula are powers, and indices are apart from letters', () => {
	const layer = networkOf('resnext50_32x4d').layers.find(({ path }) => path === 'layer1.0.conv2');
	if (!layer) throw new Error('the layer is missing');
	expect(macFormula(layer)).toEqual([
		[
			{ letter: 'H', index: '', over: '', value: 56, power: 1 },
			{ letter: 'W', index: '', over: '', value: 56, power: 1 },
			{ letter: 'k', index: '', over: '', value: 3, power: 2 },
			{ letter: 'C', index: 'in', over: 'g', value: 4, power: 1 },
			{ letter: 'C', index: 'out', over: '', value: 128, power: 1 }
		]
	]);
});

test('words in a formula stay whole', () => {
	const layer = networkOf('vit_small_patch16_224').layers.find(
		({ path }) => path === 'blocks.0.attn'
	);
	const letters = layer && macFormula(layer).map((term) => term.map(({ letter }) => letter));
	expect(letters?.[0]).toEqual(['heads', 'N', 'd']);
});

test('a block of two residuals draws both loops', () => {
	const { edges, nodes } = diagram('vit_small_patch16_224', 'blocks.0');
	expect(edges.filter(({ loop }) => loop)).toHaveLength(2);
	expect(nodes.filter(({ kind }) => kind === 'add').map(({ id }) => id)).toEqual([
		'blocks.0.add1',
		'blocks.0.add2'
	]);
});

test('a selection says where it is', () => {
	const { layers } = networkOf('convnext_tiny');
	const place = (id: string) => selectionOf(layers, id)?.place;
	expect(place('stages.2.blocks.4.mlp.fc1')).toBe('stage 3, block 5');
	expect(place('stages.2.blocks.4')).toBe('stage 3, block 5');
	expect(place('stages.2.downsample')).toBe('stage 3, downsampling');
	expect(place('stages.2')).toBe('stage 3');
	expect(place('stem.0')).toBe('stem');
	expect(selectionOf(layers, 'nowhere')).toBeNull();
	expect(selectionOf(layers, null)).toBeNull();
});

test('a selected stage counts all its layers and draws none', () => {
	const { layers } = networkOf('resnet50');
	const stage = selectionOf(layers, 'layer3');
	expect(stage?.group).toBeNull();
	expect(stage?.layers).toEqual(layers.filter(({ section }) => section === 'layer3'));
	expect(selectionOf(layers, 'head')?.group).toBe('head');
});

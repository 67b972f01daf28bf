import { expect, test } from 'vitest';
import { INPUT } from '../../../../src/lib/arch/flow.ts';
import { layersOf } from '../../../../src/lib/arch/infer.ts';
import { chain, residual, sameShape, type Net, type Op } from '../../../../src/lib/arch/net.ts';
import { planFor } from '../../../../src/lib/runtimes/plan/plan-for.ts';
import { layersIn, planOf, shapeOf, type Step } from '../../../../src/lib/runtimes/plan/plan.ts';
import { networkOf } from '../../../networks.ts';

const kinds = (step: Step): string =>
	layersIn(step)
		.map(({ op }) => op.kind)
		.join(' ');
const ours = (net: Net, input: readonly number[]) => planFor(net, input, 'webgpu', 'ours');

const NETWORKS: readonly (readonly [preset: string, layers: number, own: number, tfjs: number])[] =
	[
		['convnext_tiny', 137, 83, 119],
		['resnet50', 174, 56, 88],
		['resnext50_32x4d', 174, 56, 104],
		['swin_tiny_patch4_window7_224', 144, 98, 144],
		['vit_small_patch16_224', 127, 90, 127]
	];

for (const [preset, layers, own, tfjs] of NETWORKS) {
	const { net, input } = networkOf(preset);

	test(`${preset} takes ${own} calls of our kernels and ${tfjs} of tfjs’s for ${layers} layers`, () => {
		expect(planOf(net, input)).toHaveLength(layers);
		expect(ours(net, input)).toHaveLength(own);
		expect(planFor(net, input, 'wasm', 'ours')).toHaveLength(own);
		expect(planFor(net, input, 'cpu', 'ours')).toHaveLength(tfjs);
	});

	test(`in the fused plans of ${preset} every layer is computed once, and after what it takes`, () => {
		const expected = layersOf(net, input).map(({ path }) => path);
		for (const backend of ['webgpu', 'wasm', 'cpu'] as const) {
			const steps = planFor(net, input, backend, 'ours');
			const paths = steps.flatMap(layersIn).map(({ path }) => path);
			expect([...paths].sort()).toEqual([...expected].sort());

			const alive = new Set([INPUT]);
			for (const { inputs, output, frees } of steps) {
				for (const value of inputs) expect(alive).toContain(value);
				alive.add(output);
				for (const value of frees) alive.delete(value);
			}
			expect([...alive]).toEqual([INPUT, expected.length - 1]);
		}
	});
}

test('stock kernels are called layer by layer', () => {
	const { net, input } = networkOf('convnext_tiny');
	expect(planFor(net, input, 'webgpu', 'stock')).toEqual(planOf(net, input));
});

test('a ConvNeXt block is four calls', () => {
	const { net, input } = networkOf('convnext_tiny');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'stages.2.blocks.3');
	expect(block.map(kinds)).toEqual(['conv', 'layerNorm', 'linear gelu', 'linear layerScale add']);
	expect(block.at(-1)?.inputs).toHaveLength(2);
});

test('a bottleneck’s addition joins the branch that is computed last', () => {
	const { net, input } = networkOf('resnet50');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'layer2.0');
	expect(block.map(kinds)).toEqual([
		'conv batchNorm relu',
		'conv batchNorm relu',
		'conv batchNorm',
		'conv batchNorm add relu'
	]);
	const body = block[2]?.output;
	expect(block[3]?.inputs[1]).toBe(body);
	expect(block[3]?.frees).toContain(body);
});

test('shifted windows that divide the map move nothing', () => {
	const { net, input } = networkOf('swin_tiny_patch4_window7_224');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'layers.0.blocks.1');
	expect(block.map(kinds)).toEqual([
		'layerNorm shiftWindows',
		'linear',
		'attention',
		'linear unshiftWindows add',
		'layerNorm',
		'linear gelu',
		'linear add'
	]);
	expect(block.map(({ rolls }) => rolls)).toEqual([false, false, true, false, false, false, false]);
});

test('windows that do not divide the map are shifted and padded apart', () => {
	const { net, input } = networkOf('swin_tiny_patch4_window7_224', { input: 256 });
	const block = ours(net, input).filter(({ layer }) => layer.block === 'layers.0.blocks.1');
	expect(block.slice(0, 5).map(kinds)).toEqual([
		'layerNorm',
		'shiftWindows',
		'linear',
		'attention',
		'linear'
	]);
	expect(block.some(({ rolls }) => rolls)).toBe(false);
});

test('a shifted block of Swin V2 norms and adds in one call what a branch gives', () => {
	const { net, input } = networkOf('swinv2_tiny_window8_256');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'layers.0.blocks.1');
	// What the shift moves is added to what comes of it, so it cannot stay where it lies.
	expect(block.map(kinds)).toEqual([
		'shiftWindows',
		'linear',
		'unitHeads',
		'attention',
		'linear',
		'unshiftWindows',
		'layerNorm add',
		'linear gelu',
		'linear',
		'layerNorm add'
	]);
});

test('an InceptionNeXt block finds its ranges of channels where they lie, and norms them as it joins them', () => {
	const { net, input } = networkOf('inception_next_atto');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'stages.1.blocks.0');
	expect(block.map(kinds)).toEqual([
		'slice conv',
		'slice conv',
		'slice conv',
		'slice concat batchNorm',
		'conv gelu',
		'conv layerScale add'
	]);
	const from = block[0]?.inputs[0];
	expect(block.slice(0, 3).map(({ inputs }) => inputs)).toEqual([[from], [from], [from]]);
	expect(block[3]?.inputs).toEqual([from, ...block.slice(0, 3).map(({ output }) => output)]);
});

test('a pooling mixer is one call with what is taken away, the scale and the shortcut', () => {
	const { net, input } = networkOf('poolformer_s12');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'stages.1.blocks.0');
	expect(block.slice(0, 2).map(kinds)).toEqual(['groupNorm', 'avgPool subtract layerScale add']);
});

test('a learned scale and bias of all numbers end any call, a scale by channel only those that know the channel', () => {
	const { net, input } = networkOf('caformer_s18');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'stages.2.blocks.0');
	expect(block.slice(-3).map(kinds)).toEqual([
		'linear squaredRelu scaleBias',
		'linear',
		'layerScale add'
	]);
});

test('a gate by channel goes on with the shortcut and the activation', () => {
	const { net, input } = networkOf('seresnet50');
	const block = ours(net, input).filter(({ layer }) => layer.block === 'layer1.1');
	expect(block.slice(-2).map(kinds)).toEqual(['conv sigmoid', 'mul add relu']);
});

test('a range is copied where two take it, or where its values are asked for', () => {
	const range: Op = { kind: 'slice', from: 0, to: 2 };
	const deep: Op = { ...DEPTHWISE, out: 2, groups: 2 };
	const one = chain([
		['range', range],
		['filter', deep]
	]);
	const two = chain([
		['range', range],
		['both', residual(chain([['filter', deep]]), null)]
	]);
	const shown = new Set(['range']);
	expect(ours(one, [4, 4, 4]).map(kinds)).toEqual(['slice conv']);
	expect(planFor(one, [4, 4, 4], 'webgpu', 'ours', shown).map(kinds)).toEqual(['slice', 'conv']);
	expect(ours(two, [4, 4, 4]).map(kinds)).toEqual(['slice', 'conv add']);
});

test('only what comes first has something taken from it in the same call', () => {
	const scaled = chain([['a', linear]]);
	const difference = (first: Net, second: Net): Net => ({
		kind: 'parallel',
		branches: [first, second].map((branch) => ({ name: '', net: branch })),
		join: 'subtract',
		name: 'less'
	});
	expect(plan(difference(scaled, chain([])))).toEqual(['linear subtract']);
	expect(plan(difference(chain([]), scaled))).toEqual(['linear', 'subtract']);
});

test('a map as tokens is the same numbers, and no call', () => {
	const { net, input } = networkOf('vit_small_patch16_224');
	const [first] = ours(net, input);
	if (!first) throw new Error('there is no first step');
	expect(kinds(first)).toBe('conv flatten');
	expect(sameShape(shapeOf(first), [196, 384])).toBe(true);
});

const DEPTHWISE = { kind: 'conv', kernel: 3, stride: 1, padding: 1, bias: true } as const;
const linear: Op = { kind: 'linear', out: 4, bias: true };
const relu: Op = { kind: 'relu' };
const scale: Op = { kind: 'layerScale' };
const norm: Op = { kind: 'batchNorm', eps: 1e-5 };

const plan = (net: Net, backend: 'webgpu' | 'cpu' = 'webgpu'): string[] =>
	planFor(net, [4], backend, 'ours').map(kinds);

test('a scale after an activation cannot fold into the weights before it', () => {
	const net = chain([
		['a', linear],
		['b', relu],
		['c', scale],
		['d', norm]
	]);
	expect(plan(net)).toEqual(['linear relu', 'layerScale', 'batchNorm']);
});

test('what a residual still needs is not fused away', () => {
	const body = chain([['a', relu]]);
	const net = chain([
		['a', linear],
		['b', residual(body, null)]
	]);
	expect(plan(net)).toEqual(['linear', 'relu add']);
	expect(plan(net, 'cpu')).toEqual(['linear', 'relu', 'add']);
});

test('a value added to itself is not fused into what makes it', () => {
	const net = chain([
		['a', linear],
		['b', residual(chain([]), null)]
	]);
	expect(plan(net)).toEqual(['linear', 'add']);
});

test('one call adds once', () => {
	const inner = residual(chain([['a', linear]]), null);
	const net = residual(chain([['b', inner]]), null);
	expect(plan(net)).toEqual(['linear add', 'add']);
});

test('no call computes past a layer whose output is asked for, whichever it is', () => {
	for (const preset of ['resnext50_32x4d', 'swin_tiny_patch4_window7_224']) {
		const { net, input } = networkOf(preset);
		for (const { path } of layersOf(net, input).slice(0, 60))
			for (const backend of ['webgpu', 'wasm', 'cpu'] as const) {
				const steps = planFor(net, input, backend, 'ours', new Set([path]));
				expect(steps.some((step) => layersIn(step).at(-1)?.path === path)).toBe(true);
			}
	}
});

test('windows are found without a shift unless a value between is asked for', () => {
	const { net, input } = networkOf('swin_tiny_patch4_window7_224');
	const rolling = (outputs: readonly string[]): readonly string[] =>
		planFor(net, input, 'webgpu', 'ours', new Set(outputs))
			.filter(({ rolls }) => rolls)
			.map(({ layer }) => layer.path);
	const [first = ''] = rolling([]);
	expect(rolling([first])).toEqual(rolling([]).slice(1));
});

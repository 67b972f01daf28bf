import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowOf, INPUT } from '../../../src/lib/arch/flow.ts';
import { layersOf } from '../../../src/lib/arch/infer.ts';
import { chain, IDENTITY, residual, type Join, type Net } from '../../../src/lib/arch/net.ts';
import { livenessOf } from '../../../src/lib/count/liveness.ts';
import { peakActivationElements } from '../../../src/lib/count/memory.ts';
import {
	longerSide,
	pooledField,
	pooledFieldSize
} from '../../../src/lib/count/receptive-field/pooled.ts';
import { receptiveFieldsOf } from '../../../src/lib/count/receptive-field/receptive-field.ts';
import { sumLayers, totalsOf } from '../../../src/lib/count/totals.ts';
import { diagramOf } from '../../../src/lib/draw/block/diagram.ts';
import { layoutOf } from '../../../src/lib/draw/network/layout.ts';
import { printGraph } from '../../../src/lib/export/onnx/print.ts';
import { planFor } from '../../../src/lib/runtimes/plan/plan-for.ts';
import { anyParallels, CHANNELS, gate } from '../../parallels.ts';

const INPUT_SHAPE = [5, 7, CHANNELS];

const holds = (property: (net: Net) => void): void =>
	fc.assert(fc.property(anyParallels, property), { numRuns: 60 });

const joined = (join: Join, ...nets: readonly Net[]): Net => ({
	kind: 'parallel',
	branches: nets.map((net, i) => ({ name: `b${i}`, net })),
	join,
	name: join
});

describe('in any tree of branches', () => {
	it('layers have paths of their own, and a join takes what each of its branches gives', () =>
		holds((net) => {
			const layers = layersOf(net, INPUT_SHAPE);
			expect(new Set(layers.map(({ path }) => path)).size).toBe(layers.length);
			const flow = flowOf(net);
			const outOf = (value: number) => (value === INPUT ? INPUT_SHAPE : layers[value]?.out);
			layers.forEach((layer, at) =>
				expect(flow[at]?.map(outOf), layer.path).toEqual([layer.in, ...layer.others])
			);
		}));

	it('a layer says which branches it stands on', () =>
		holds((net) => {
			const layers = layersOf(net, INPUT_SHAPE);
			const paths = new Set(layers.map(({ path }) => path));
			for (const { path, branches, others } of layers) {
				for (const { join } of branches) expect(paths).toContain(join);
				const own = layers.flatMap((layer) => layer.branches.filter(({ join }) => join === path));
				for (const { index } of own) expect(index).toBeLessThanOrEqual(others.length);
			}
		}));

	it('what is counted from the tree is what its layers come to', () =>
		holds((net) => {
			expect(totalsOf(net, INPUT_SHAPE)).toEqual(sumLayers(layersOf(net, INPUT_SHAPE)));
		}));

	it('the peak from the tree is that of the tensors followed one by one', () =>
		holds((net) => {
			const { peak } = livenessOf(net, layersOf(net, INPUT_SHAPE));
			expect(peakActivationElements(net, INPUT_SHAPE)).toBe(peak);
		}));

	it('what units see before pooling is the same from the tree and layer by layer', () =>
		holds((net) => {
			const layers = layersOf(net, INPUT_SHAPE);
			const field = pooledField(receptiveFieldsOf(net, layers));
			expect(pooledFieldSize(net, () => layers)).toBe(longerSide(field?.size ?? null));
		}));

	it('every block is drawn with all its layers, and the whole with all of them', () =>
		holds((net) => {
			const layers = layersOf(net, INPUT_SHAPE);
			for (const id of ['stage.0', 'stage.1']) {
				const own = layers.filter(({ block }) => block === id);
				const nodes = diagramOf(net, layers, id)?.nodes ?? [];
				expect(nodes.map((node) => node.id).sort()).toEqual(own.map(({ path }) => path).sort());
			}
			expect(layoutOf(layers).layers).toHaveLength(layers.length);
		}));

	it('it can be written as ONNX, and planned with every value freed once', () =>
		holds((net) => {
			expect(printGraph(net, INPUT_SHAPE)).not.toBe('');
			const steps = planFor(net, INPUT_SHAPE, 'webgpu', 'ours');
			const freed = steps.flatMap(({ frees }) => frees);
			expect(new Set(freed).size).toBe(freed.length);
			expect(freed).toHaveLength(steps.length - 1);
		}));
});

describe('a join', () => {
	const shapeOf = (net: Net) => layersOf(net, [4, 6, 8]).at(-1)?.out;

	it('multiplies a map by one value for each channel, on either side', () => {
		expect(shapeOf(joined('mul', IDENTITY, gate(8)))).toEqual([4, 6, 8]);
		expect(shapeOf(joined('mul', gate(8, false), IDENTITY))).toEqual([4, 6, 8]);
	});

	it('puts channels side by side', () => {
		const slice = (from: number, to: number): Net => ({ kind: 'slice', from, to });
		expect(shapeOf(joined('concat', slice(0, 3), IDENTITY, slice(7, 8)))).toEqual([4, 6, 12]);
	});

	it.each<readonly [why: string, net: Net]>([
		[
			'b.add: cannot add 4 × 6 × 8 to 4 × 6 × 2',
			joined('add', IDENTITY, { kind: 'linear', out: 2, bias: true })
		],
		['b.mul: cannot multiply 4 × 6 × 8 by 1 × 1 × 2', joined('mul', IDENTITY, gate(2))],
		['b.concat: cannot put 8 beside 4 × 6 × 8', joined('concat', IDENTITY, gate(8, false))],
		['b: there are no channels 6 to 8 among 8', { kind: 'slice', from: 6, to: 9 }]
	])('that does not fit says why: %s', (why, net) => {
		expect(() => shapeOf(chain([['b', net]]))).toThrow(why);
	});
});

it('a layer knows its section, stage and block from the tree, whatever shapes say', () => {
	const conv = (stride: number): Net => ({
		kind: 'conv',
		out: 8,
		kernel: 1,
		stride,
		padding: 0,
		groups: 1,
		bias: false
	});
	const plain = chain([['conv', conv(1)]], 'block');
	const net = chain([
		['stem', chain([['conv', conv(1)]], 'stem')],
		['a', chain([['0', plain]], 'stage')],
		[
			'b',
			chain(
				[
					[
						'down',
						chain(
							[['', residual(chain([['conv', conv(2)]]), { name: 's', net: conv(2) })]],
							'downsample'
						)
					],
					['0', plain]
				],
				'stage'
			)
		],
		['head', chain([['pool', { kind: 'globalPool' }]], 'head')]
	]);
	const seen = layersOf(net, [4, 4, 8]).map((layer) => [
		layer.path,
		layer.sectionRole,
		layer.stage,
		layer.blockRole,
		layer.branches.map(({ index }) => index)
	]);
	expect(seen).toEqual([
		['stem.conv', 'stem', 0, null, []],
		['a.0.conv', 'stage', 1, 'block', []],
		['b.down.conv', 'stage', 2, 'downsample', [0]],
		['b.down.s', 'stage', 2, 'downsample', [1]],
		['b.down.add', 'stage', 2, 'downsample', []],
		['b.0.conv', 'stage', 2, 'block', []],
		['head.pool', 'head', 0, null, []]
	]);
});

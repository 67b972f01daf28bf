import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elements } from '../../../../src/lib/arch/ops.ts';
import { aliveOf, tensorsAt } from '../../../../src/lib/view/memory/peak-tensors.ts';
import {
	aliveWords,
	precisionRows,
	precisionsTable
} from '../../../../src/lib/view/memory/precision-rows.ts';
import { rangeOf, stepAt, timeline } from '../../../../src/lib/view/memory/timeline.ts';
import { validDesign } from '../../../designs.ts';
import { networkOf, networkOfDesign } from '../../../networks.ts';

const tiny = networkOf('convnext_tiny');

it('names the tensors that add up to what is alive at every layer of any design', () => {
	fc.assert(
		fc.property(validDesign({ depths: 4, depth: 3 }).map(networkOfDesign), (network) => {
			aliveOf(network).steps.forEach((step, i) => {
				expect(step.kept).toBeGreaterThanOrEqual(0);
				const tensors = tensorsAt(network, i);
				for (const role of ['kept', 'in', 'out'] as const) {
					const own = tensors.filter((tensor) => tensor.role === role);
					expect(own.reduce((sum, { shape }) => sum + elements(shape), 0)).toBe(step[role]);
				}
			});
		}),
		{ numRuns: 30 }
	);
});

describe('what is alive in ConvNeXt-T, by hand', () => {
	const alive = aliveOf(tiny);

	it('is at the peak a GELU’s input and output and the block’s input', () => {
		expect(aliveWords(tiny, alive, alive.at, { batch: 2, precision: 'fp16' })).toMatchObject({
			path: 'stages.0.blocks.0.mlp.act',
			what: 'GELU, stage 1, block 1',
			formula: '(56 × 56 × 96 + 56 × 56 × 384 + 56 × 56 × 384) × 2 images × 2 B',
			total: '10,838,016 B',
			place: 'the peak, which 2 more layers reach'
		});
	});

	it('is at an addition what it takes and gives, and nothing else', () => {
		const add = tiny.layers.findIndex(({ op }) => op.kind === 'add');
		expect(tensorsAt(tiny, add).map(({ role, from }) => [role, from])).toEqual([
			['in', 'stem.1'],
			['in', 'stages.0.blocks.0.gamma'],
			['out', 'stages.0.blocks.0.add']
		]);
	});

	it('is at first the image and what the stem makes of it', () => {
		expect(tensorsAt(tiny, 0)).toEqual([
			{ role: 'in', from: 'the image', shape: [224, 224, 3] },
			{ role: 'out', from: 'stem.0', shape: [56, 56, 96] }
		]);
	});

	it('takes with the weights as much again in each precision as its bytes say', () => {
		const sums = precisionRows(tiny, alive, 1).map(({ sum }) => sum.exactText);
		const all = 28_589_128 + 56 * 56 * (96 + 384 + 384);
		expect(sums).toEqual([4, 2, 1].map((b) => `${(b * all).toLocaleString('en-US')} B`));
	});

	it('is handed out in bytes', () => {
		const lines = precisionsTable(precisionRows(tiny, alive, 2), ',').split('\n');
		expect(lines[0]).toBe('precision,weights_bytes,peak_activations_bytes,sum_bytes');
		const [weights, peak] = [4 * 28_589_128, 2 * 4 * 56 * 56 * (96 + 384 + 384)];
		expect(lines[1]).toBe(`fp32,${weights},${peak},${weights + peak}`);
	});
});

describe('the timeline', () => {
	const alive = aliveOf(tiny);
	const WIDTH = 850;
	const chart = timeline(alive, tiny.layers, 4, WIDTH);

	it('finds under every layer’s place that layer again', () => {
		for (const [i, { path }] of tiny.layers.entries()) {
			const range = rangeOf(tiny.layers, path, WIDTH);
			if (!range) throw new Error(`${path} has no place`);
			expect(stepAt(range.x + range.width / 2, tiny.layers.length, WIDTH)).toBe(i);
		}
		expect(stepAt(-50, tiny.layers.length, WIDTH)).toBe(0);
		expect(stepAt(5000, tiny.layers.length, WIDTH)).toBe(tiny.layers.length - 1);
	});

	it('spans the layers of a block and of a stage', () => {
		const [stage, block] = ['stages.2', 'stages.2.blocks.4'].map((id) =>
			rangeOf(tiny.layers, id, WIDTH)
		);
		expect(stage && block && stage.width / block.width).toBeGreaterThan(9);
		expect(rangeOf(tiny.layers, 'no.such.layer', WIDTH)).toBeNull();
	});

	it('names the sections as there is room', () => {
		const names = (width: number) =>
			timeline(alive, tiny.layers, 4, width).headings.map(({ text }) => text);
		const stages = ['stage 1', 'stage 2', 'stage 3', 'stage 4'];
		expect(names(WIDTH)).toEqual(['stem', ...stages, 'head']);
		expect(names(300)).toEqual(['stem', '1', '2', 'stage 3', '4', 'head']);
	});

	it('reaches its top at the peak alone', () => {
		const range = rangeOf(tiny.layers, alive.steps[alive.at]?.path ?? null, WIDTH);
		expect(chart.peak.x).toBeCloseTo((range?.x ?? 0) + (range?.width ?? 0) / 2, 0);
		expect(chart.peak.y).toBe(chart.frame.top);
	});

	it('marks round sizes', () => {
		expect(chart.ticks.map(({ text }) => text)).toEqual(
			['0', '2', '4', '6', '8', '10'].map((size) => (size === '0' ? size : `${size} MB`))
		);
	});
});

import { paper } from '../../../src/lib/count/conventions/paper.ts';
import { describe, expect, it } from 'vitest';
import type { Interleaved } from '../../../src/lib/benchmark/interleaved/interleaved.ts';
import { readSet } from '../../../src/lib/share/set-link.ts';
import { compared, namesOf } from '../../../src/lib/state/compared.ts';
import { Comparison } from '../../../src/lib/state/comparison.svelte.ts';
import { VisitMeasurements } from '../../../src/lib/state/measured.svelte.ts';
import { comparisonWith, withLink } from '../../../src/lib/view/compare/kept.ts';
import { metricRows, setCsv } from '../../../src/lib/view/compare/comparison-rows.ts';
import { scaleRows } from '../../../src/lib/view/compare/scale-bars.ts';
import { interleavedText, timeCell, timeColumns } from '../../../src/lib/view/compare/times.ts';

const comparisonOf = (link: string) => new Comparison(readSet(link));

/** Rounds on a clock that tells everything apart. */
const interleavedOf = (
	results: readonly (readonly [design: string, samples: readonly number[]])[]
) =>
	({
		results: results.map(([design, samples]) => ({
			design,
			samples,
			input: [64, 64, 3],
			batch: 1
		})),
		requested: 5,
		rounds: 5,
		ended: 'as asked',
		backendLabel: 'WebAssembly, on the processor',
		clockStepMs: 0
	}) as unknown as Interleaved;

describe('the table of a comparison', () => {
	const { columns, reference } = comparisonOf('convnext_tiny;resnet50;vit_base_patch16_224;ref=2');
	const rowOf = (name: string) =>
		metricRows(columns, reference, paper).find((row) => row.name === name);

	it('compares each metric with the reference', () => {
		expect(rowOf('Params')?.cells.map(({ exactText, change }) => [exactText, change])).toEqual([
			['28,589,128', '+12%'],
			['25,557,032', '±0%'],
			['86,567,656', '+239%']
		]);
	});

	it('has the metrics that only a comparison shows', () => {
		expect(rowOf('Receptive field')?.cells.map(({ text }) => text)).toEqual([
			'1,688 px',
			'427 px',
			'whole image'
		]);
		expect(rowOf('Peak activations')?.cells[0]?.exactText).toMatch(/ bytes$/);
	});

	it('is saved to the unit, with differences', () => {
		const csv = setCsv(columns, reference, paper, timeColumns(null, reference));
		const [head = '', first = ''] = csv.split('\n').map((line) => line.split(','));
		const at = (name: string) => first[head.indexOf(name)];
		expect(at('params')).toBe('28589128');
		expect(at('params_difference')).toBe(String(28_589_128 - 25_557_032));
		expect(at('macs_paper')).toBe('4455531264');
		expect(csv.split('\n')).toHaveLength(4);
	});
});

describe('the parts of designs', () => {
	it('stand on one scale, told by structure', () => {
		const { columns } = comparisonOf('convnext_tiny;resnet50;vit_small_patch16_224');
		const rows = scaleRows(columns, 'stage', 'count');
		expect(rows.map(({ key }) => key)).toEqual([
			...['stem', 'stage 1', 'stage 2', 'stage 3', 'stage 4', 'head']
		]);
		const widths = rows.flatMap(({ bars }) => bars.map(({ width }) => width));
		expect(widths.filter((width) => width === '100%')).toHaveLength(1);
		expect(rows[2]?.bars[2]?.present).toBe(false);
	});
});

describe('measured times', () => {
	const [fast, slow] = [
		[10, 11, 10, 12, 10],
		[20, 22.2, 19.9, 24, 20.1]
	];
	const interleaved = interleavedOf([
		['a', fast ?? []],
		['b', slow ?? []],
		['a', (fast ?? []).map((ms, i) => ms * (i % 2 === 0 ? 1.01 : 0.99))]
	]);

	it('say how much longer a design takes, and how sure that is', () => {
		const cell = timeCell(interleaved, 'b', 'a');
		expect(cell?.text).toBe('20.1 ms');
		expect(cell?.against?.verdict).toBe('slower');
		expect(cell?.against?.text).toMatch(/^\+(99|100)%$/);
		expect(cell?.against?.interval).toMatch(/^\+9\d% to \+1\d\d%, 95% sure$/);
	});

	it('say nothing of the reference against itself but the noise', () => {
		expect(timeCell(interleaved, 'a', 'a')?.against).toBeNull();
		expect(timeCell(interleaved, 'c', 'a')).toBeNull();
		expect(interleavedText(interleaved, 'a')).toContain('shows no difference, as it should be');
		expect(interleavedText(interleaved, 'b')).toContain('The reference ran once');
	});

	it('can find no difference', () => {
		const same = interleavedOf([
			['a', [10, 11, 10, 12]],
			['b', [11, 10, 12, 10]]
		]);
		expect(timeCell(same, 'b', 'a')?.against?.text).toBe('no difference');
	});

	it('are kept for a visit, the last of each design', () => {
		const kept = new VisitMeasurements();
		const one = { design: 'a', msPerImage: 5, batch: 1, backendLabel: 'x' };
		kept.add([one, { ...one, backendLabel: 'y' }]);
		kept.add([{ ...one, msPerImage: 6 }]);
		expect(kept.all.map(({ msPerImage }) => msPerImage)).toEqual([5, 6]);
	});
});

describe('a comparison', () => {
	it('picks the same place out in every design', () => {
		const comparison = comparisonOf('convnext_tiny;resnet50');
		const [tiny, resnet] = comparison.columns;
		if (!tiny || !resnet) throw new Error('a design is gone');
		comparison.selectionIn(tiny).select('stages.1.blocks.2');
		expect(comparison.selectionIn(resnet).selected).toBe('layer2.2');
		comparison.selectionIn(resnet).select(null);
		expect(comparison.selectionIn(tiny).selected).toBeNull();
	});

	it('tells designs apart by name', () => {
		const { designs } = readSet(
			'resnet50;resnet50;resnet50&classes=10;resnet50&depths=3,3,9,3;resnet50&depths=3,3,9,4'
		);
		expect(namesOf(designs.map(compared))).toEqual([
			...['ResNet-50 (1)', 'ResNet-50 (2)', 'ResNet-50, changed (1)'],
			...['ResNet-50 to “stage ratio”', 'ResNet-50, changed (2)']
		]);
	});

	it('takes the workspace’s design in, once and without losing its settings', () => {
		expect(comparisonWith('resnet50&classes=10', 'resnet50')).toBe('resnet50;resnet50&classes=10');
		expect(comparisonWith('resnet50', 'resnet50')).toBe('resnet50');
		expect(withLink('a;b;ref=2;count=fvcore', 'c')).toBe('a;b;c;ref=2;count=fvcore');
		expect(withLink('a;b', 'b')).toBe('a;b');
		expect(withLink('a;b;c;d;e;f', 'g')).toBe('a;b;c;d;e;g');
	});
});

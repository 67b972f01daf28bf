import { describe, expect, it } from 'vitest';
import { presetDesign } from '../../../../src/lib/arch/design.ts';
import { DEFAULT_AXES } from '../../../../src/lib/explore/axes.ts';
import { drawnDesign } from '../../../../src/lib/explore/columns.ts';
import { marginalsOf } from '../../../../src/lib/explore/marginals.ts';
import { paretoFront } from '../../../../src/lib/explore/pareto.ts';
import { printSpaceFile } from '../../../../src/lib/share/space-file.ts';
import { readSpaceFile } from '../../../../src/lib/share/space-file-reader.ts';
import { printQuery } from '../../../../src/lib/share/space-link.ts';
import { Cloud } from '../../../../src/lib/state/cloud.svelte.ts';
import type { Exploration } from '../../../../src/lib/state/exploration.svelte.ts';
import { printDesign } from '../../../../src/lib/share/set-link.ts';
import { printDesigns } from '../../../../src/lib/view/explore/exports.ts';
import { countPresets } from '../../../../src/lib/count/preset-metrics.ts';
import { accuracies } from '../../../../src/lib/count/published.ts';
import { landmarksAround, presetLandmarks } from '../../../../src/lib/view/explore/landmarks.ts';
import { designUnder, plotCloud } from '../../../../src/lib/view/explore/plot.ts';
import { printGrid } from '../../../../src/lib/view/explore/print.ts';
import { rebased } from '../../../../src/lib/view/explore/rebase.ts';
import { nextOrder, ordered } from '../../../../src/lib/kit/table/column.ts';
import {
	tellRejected,
	tellShortage,
	tellTally
} from '../../../../src/lib/view/explore/draw-text.ts';
import { drawHere, queryOf } from '../../../spaces.ts';

const query = queryOf(
	'convnext_atto;depths.each=1..4;block=basic/spatial-first;kernels.all=3/5/7;n=60;seed=4'
);
const drawn = drawHere(query);

const timedLink = printDesign(drawnDesign(drawn, query.space, 7));
const cloudOf = (axes = DEFAULT_AXES) =>
	new Cloud({ query, of: query, drawn, axes } as Exploration, () => [
		{ design: timedLink, msPerImage: 12.5, batch: 1, backendLabel: 'WebAssembly' }
	]);

describe('what is said of a set', () => {
	it('is how it came about, and what was not kept', () => {
		const tally = { drawn: 5000, invalid: 2, outside: { macs: 2997 }, repeats: 1, kept: 2000 };
		expect(tellTally(tally, 1.25, 1)).toBe(
			'2,000 designs from 5,000 draws in 1.25 s with 1 worker.'
		);
		expect(tellTally(tally, null, 1)).toBe('2,000 designs from 5,000 draws, drawn before.');
		expect(tellTally({ ...tally, drawn: 0, kept: 0 }, null, 1)).toBe('No design is drawn yet.');
		expect(tellRejected(tally)).toEqual([
			'2,997 outside the limits of MACs',
			'2 that make no network',
			'1 that were there already'
		]);
	});

	it('names the limit that is in the way, or the sweep that is smaller than the sample', () => {
		const none = { invalid: 0, outside: {}, repeats: 0 };
		const asked = queryOf('convnext_atto;depths.each=1..96;n=500;seed=1');
		expect(
			tellShortage(asked, { ...none, drawn: 50000, outside: { peak: 49999 }, kept: 1 }, 'done')
		).toContain('Most were outside the limits of peak activation memory');
		const small = queryOf('convnext_atto;depths.each=1/2;n=500;seed=1');
		expect(tellShortage(small, { ...none, drawn: 50000, repeats: 49984, kept: 16 }, 'done')).toBe(
			'50,000 draws gave only 16 designs. The space is small: sweep its 16 combinations to see each of them once.'
		);
		expect(tellShortage(small, { ...none, drawn: 500, kept: 500 }, 'done')).toBeNull();
	});

	it('writes large grids as powers of ten', () => {
		expect(printGrid(2750)).toBe('2,750');
		expect(printGrid(4.267e9)).toBe('4.3 × 10⁹');
		expect(printGrid(1.7e10)).toBe('1.7 × 10¹⁰');
	});
});

describe('a set on its chart', () => {
	it('has the front of its axes, and those in view that both ranges let through', () => {
		const cloud = cloudOf({ ...DEFAULT_AXES, x: { ...DEFAULT_AXES.x, range: [0, 0.4] } });
		expect(cloud.front).toEqual(
			paretoFront(cloud.column('macs'), cloud.column('params'), { x: 'less', y: 'more' })
		);
		const within = [...cloud.column('macs')].filter((macs) => macs <= 0.4e9).length;
		expect(within).toBeGreaterThan(0);
		expect(cloud.shown).toHaveLength(within);
	});

	it('knows which of its designs were timed', () => {
		const cloud = cloudOf();
		expect(cloud.timed).toBe(1);
		expect(cloud.column('time')[7]).toBe(12.5);
	});

	it('is drawn whole, and a design is found under the pointer', () => {
		const cloud = cloudOf();
		const plot = plotCloud(cloud, DEFAULT_AXES, [], 900);
		const dots = plot.layers.join('').match(/M/g) ?? [];
		expect(dots).toHaveLength(60);
		expect(plot.front.match(/M/g)).toHaveLength(cloud.front.length);
		const at = { x: plot.px[9] ?? 0, y: plot.py[9] ?? 0 };
		const found = designUnder(plot, cloud.front, at, 12) ?? -1;
		expect(Math.hypot((plot.px[found] ?? 0) - at.x, (plot.py[found] ?? 0) - at.y)).toBeLessThan(5);
		expect(designUnder(plot, cloud.front, { x: -99, y: -99 }, 12)).toBeNull();
	});

	it('has the base and the presets with a published accuracy for orientation', async () => {
		const landmarks = landmarksAround(query.space.base, presetLandmarks(countPresets()));
		const ids = landmarks.map(({ id }) => id);
		expect(new Set(ids).size).toBe(accuracies.size);
		expect(landmarks[0]?.label).toBe('ConvNeXt-A, the base');
		const plot = plotCloud(cloudOf(), DEFAULT_AXES, landmarks, 900);
		expect(plot.landmarks.map(({ label }) => label)).not.toContain('ConvNeXt-XL');
	});

	it('counts how often each value occurs', () => {
		const everything = Array.from({ length: 60 }, (_, i) => i);
		const marginals = marginalsOf(drawn, everything, [0, 1]);
		expect(marginals.map(({ label }) => label)).toEqual([
			...['depth 1', 'depth 2', 'depth 3', 'depth 4', 'block', 'kernel']
		]);
		for (const { bins } of marginals) {
			expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(60);
			expect(bins.reduce((sum, { chosen }) => sum + chosen, 0)).toBe(2);
		}
		expect(marginals[4]?.bins.map(({ label }) => label)).toEqual(['basic', 'spatial first']);
	});
});

describe('a set to take away', () => {
	it('is a table with every design, its metrics and its link', () => {
		const lines = printDesigns(query.space, drawn, cloudOf(), ',').split('\n');
		expect(lines).toHaveLength(61);
		expect(lines[0]).toBe(
			'depth,block,kernel,macs,params,activations,peak_activation_bytes,receptive_field_px,blocks,measured_ms_per_image,front,link'
		);
		expect(lines[8]).toContain(`12.5,`);
		expect(lines[8]).toContain(timedLink);
	});

	it('is what is in view, in its order, to paste into a sheet', () => {
		const all = printDesigns(query.space, drawn, cloudOf(), '\t').split('\n');
		const lines = printDesigns(query.space, drawn, cloudOf(), '\t', [7, 3]).split('\n');
		expect(lines).toEqual([all[0], all[8], all[4]]);
		expect(lines[1]?.split('\t')).toHaveLength(12);
	});

	it('is a file that brings the query back', () => {
		const file = printSpaceFile({ query, axes: DEFAULT_AXES }, drawn);
		expect(JSON.parse(file).designs).toHaveLength(60);
		const { space, problems } = readSpaceFile(file);
		expect(problems).toEqual([]);
		expect(space && printQuery(space.query)).toBe(printQuery(query));
	});

	it('says what a file is that is no set', () => {
		const message = (text: string) => readSpaceFile(text).problems[0]?.message;
		expect(message('{')).toBe('the file is no JSON');
		expect(message('[]')).toBe('the file is none of ConvNeXt Explorer');
		expect(message('{"app":"ConvNeXt Explorer","version":1}')).toContain(
			'open it in the workspace'
		);
	});
});

describe('the table', () => {
	it('sorts up, down and not at all; what has no number comes last', () => {
		const values = [3, NaN, 1, 2];
		const time = {
			id: 'time',
			label: 'time',
			text: String,
			value: (i: number) => values[i] ?? NaN
		};
		const sorted = (isDown: boolean) => ordered([0, 1, 2, 3], [time], { id: 'time', isDown });
		expect(sorted(false)).toEqual([2, 3, 0, 1]);
		expect(sorted(true)).toEqual([0, 3, 2, 1]);
		const up = nextOrder(null, time);
		const down = nextOrder(up, time);
		expect([up, down, nextOrder(down, time)]).toEqual([
			{ id: 'time', isDown: false },
			{ id: 'time', isDown: true },
			null
		]);
	});
});

it('another base keeps what varies where it has the same fields, and the limits always', () => {
	const limited = { ...query, limits: { macs: [1, 2] as const } };
	const [pico, vit] = [presetDesign('convnext_pico'), presetDesign('vit_tiny_patch16_224')];
	if (!pico || !vit) throw new Error('presets');
	expect(rebased(limited, pico).space.dimensions).toEqual(query.space.dimensions);
	expect(rebased(limited, vit).space.dimensions.map(({ key }) => key)).toEqual([
		...['depth', 'width', 'mlpRatio']
	]);
	expect(rebased(limited, vit).limits).toEqual({ macs: [1, 2] });
});

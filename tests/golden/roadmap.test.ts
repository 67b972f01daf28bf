import { describe, expect, it } from 'vitest';
import { buildConvNet } from '../../src/lib/arch/families/convnet/build.ts';
import { convNetPresets } from '../../src/lib/arch/families/convnet/presets.ts';
import { LANDMARKS, printed } from '../../src/lib/roadmap/paper.ts';
import {
	configOf,
	roadmapConfigs,
	roadmapSteps,
	stepOf,
	switched,
	switchesAt,
	type Regime
} from '../../src/lib/roadmap/steps.ts';
import { roadmapOf } from '../../src/lib/roadmap/costs.ts';
import { totalsOf } from '../../src/lib/count/totals.ts';
import roadmap from './reference/roadmap.json' with { type: 'json' };

const REGIMES = [
	['resnet50', 'ResNet-50 / Swin-T'],
	['resnet200', 'ResNet-200 / Swin-B']
] as const satisfies readonly (readonly [Regime, keyof typeof roadmap])[];

const column = (name: string) => roadmap.columns.indexOf(name);

describe.each(REGIMES)('the roadmap from %s', (regime, heading) => {
	const rows = roadmap[heading];

	it('has the paper’s steps in the paper’s order', () => {
		expect(roadmapSteps.map(({ name }) => name)).toEqual(rows.map(([name]) => name));
	});

	it('has PyTorch’s params and MACs at every step', () => {
		const ours = roadmapConfigs(regime).map((config) =>
			totalsOf(buildConvNet(config), [224, 224, 3])
		);
		expect(ours.map(({ params, macs }) => [macs, params])).toEqual(
			rows.map((row) => [row[column('exact_macs')], row[column('params')]])
		);
	});

	it('prints the paper’s accuracy, spread and cost digit by digit', () => {
		expect(
			printed(regime).map(({ top1, spread, gmacs, printedGmacs }) => [
				top1,
				spread,
				gmacs,
				printedGmacs
			])
		).toEqual(rows.map((row) => row.slice(column('paper_top1'), column('exact_macs'))));
	});

	it('finds a printed cost wrong exactly where the reference does', () => {
		expect(roadmapOf(regime).map(({ agrees }) => agrees)).toEqual(
			rows.map((row) => row[column('paper_figure_agrees')])
		);
	});

	it('changes at most three settings in a step', () => {
		const sizes = roadmapSteps.map(({ patch }) => Object.keys(patch(regime)).length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
	});

	it('is walked by turning the switches on one by one', () => {
		const configs = roadmapConfigs(regime);
		let on: readonly string[] = [];
		for (const [index, step] of roadmapSteps.entries()) {
			const here = switched(on, step.id, true);
			expect(here).toEqual(switchesAt(index));
			expect(configOf(regime, here)).toEqual(configs[index]);
			if (!step.rejected) on = here;
		}
		expect(configOf(regime, on)).toEqual(configs.at(-1));
	});

	it('is recognised at every step from its network', () => {
		expect(roadmapConfigs(regime).map((config) => stepOf(regime, config))).toEqual(
			roadmapSteps.map((_, index) => index)
		);
	});
});

it('compares the roadmap with the paper’s landmarks', () => {
	const { resnet50, resnet200 } = LANDMARKS;
	expect(
		[resnet50.oldRecipe, resnet50.rival, resnet200.oldRecipe, resnet200.rival].map(
			({ name, top1, gmacs }) => [name, top1, gmacs]
		)
	).toEqual(roadmap.reference_rows);
});

it('ends in ConvNeXt-T, but for the layer scale that the released network adds', () => {
	const last = roadmapConfigs('resnet50').at(-1);
	const { layerScale, ...released } = convNetPresets.get('convnext_tiny')?.config ?? {};
	expect(last).toEqual({ ...released, layerScale: false });
	expect(layerScale).toBe(true);
});

import { describe, expect, it } from 'vitest';
import { buildConvNet } from '../../src/lib/arch/families/convnet.ts';
import { convNetPresets } from '../../src/lib/arch/families/convnet-presets.ts';
import { roadmapConfigs, roadmapSteps, type Regime } from '../../src/lib/arch/families/roadmap.ts';
import { totalsOf } from '../../src/lib/count/totals.ts';
import roadmap from './reference/roadmap.json' with { type: 'json' };

const REGIMES = [
	['resnet50', 'ResNet-50 / Swin-T'],
	['resnet200', 'ResNet-200 / Swin-B']
] as const satisfies readonly (readonly [Regime, keyof typeof roadmap])[];

const MACS = roadmap.columns.indexOf('exact_macs');
const PARAMS = roadmap.columns.indexOf('params');

describe.each(REGIMES)('the path from %s', (regime, heading) => {
	const rows = roadmap[heading];

	it('has the paper’s steps in the paper’s order', () => {
		expect(roadmapSteps.map(({ name }) => name)).toEqual(rows.map(([name]) => name));
	});

	it('has PyTorch’s params and MACs at every step', () => {
		const ours = roadmapConfigs(regime).map((config) =>
			totalsOf(buildConvNet(config), [224, 224, 3])
		);
		expect(ours.map(({ params, macs }) => [macs, params])).toEqual(
			rows.map((row) => [row[MACS], row[PARAMS]])
		);
	});

	it('changes at most three settings in a step', () => {
		const sizes = roadmapSteps.map(({ patch }) => Object.keys(patch(regime)).length);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(3);
	});
});

it('ends in ConvNeXt-T, but for the layer scale that the released network adds', () => {
	const last = roadmapConfigs('resnet50').at(-1);
	const { layerScale, ...released } = convNetPresets.get('convnext_tiny')?.config ?? {};
	expect(last).toEqual({ ...released, layerScale: false });
	expect(layerScale).toBe(true);
});

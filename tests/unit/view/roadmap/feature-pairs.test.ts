import { expect, test } from 'vitest';
import { milestoneAt } from '../../../../src/lib/features/depth.ts';
import { REGIMES } from '../../../../src/lib/roadmap/steps.ts';
import { FEATURE_PAIRS, pairDesigns } from '../../../../src/lib/view/roadmap/feature-pairs.ts';

test('both designs of a pair differ in the one field that its name speaks of', () => {
	for (const regime of REGIMES) {
		const differing = FEATURE_PAIRS.map((pair) => {
			const [one, other] = pairDesigns(pair, regime);
			const config: Readonly<Record<string, unknown>> = { ...one?.design.config };
			const against: Readonly<Record<string, unknown>> = { ...other?.design.config };
			return Object.keys(against).filter(
				(key) => JSON.stringify(config[key]) !== JSON.stringify(against[key])
			);
		});
		expect(differing).toEqual([['norm'], ['activation'], ['kernels']]);
	}
});

test('what shows a pair best is there at half of the depth in both', () => {
	const within = FEATURE_PAIRS.map((pair) =>
		pairDesigns(pair, 'resnet50').map(
			({ network }) => milestoneAt(network.layers, 0.5, pair.place)?.path
		)
	);
	const both = (name: string) => Array(2).fill(`stages.2.blocks.2.${name}`);
	expect(within).toEqual([both('norm'), both('act3'), both('conv_dw')]);
});

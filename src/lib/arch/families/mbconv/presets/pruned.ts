import type { MBConvConfig } from '../config.ts';
import { efficientNet } from './efficientnet.ts';
import { inverted, listsOf, separable, type Stage } from './rows.ts';

/** Channels that leave a stage's blocks, then of each block those inside it and those inside its gate. */
type PrunedStage = readonly [width: number, ...hiddenAndSqueezed: number[]];

/** Kernel and stride of the stages after the first. */
const PLAN = [
	[3, 2],
	[5, 2],
	[3, 2],
	[5, 1],
	[5, 2],
	[3, 1]
] as const;

const thousandths = (part: number): number => Math.round(part * 1000) / 1000;

/**
 * Networks pruned with Knapsack pruning (arXiv 2002.08258): all blocks have widths of their own
 * (timm/models/_pruned).
 *
 * @param first width of the first stage, whose blocks were left whole
 */
function pruned(whole: MBConvConfig, first: number, later: readonly PrunedStage[]): MBConvConfig {
	let entering = first;
	const stages: readonly Stage[] = later.map(([width, ...numbers], stage) => {
		const [kernel, stride] = PLAN[stage] ?? [3, 1];
		return Array.from({ length: numbers.length / 2 }, (_, index) => {
			const [hiddenWidth = 0, squeezed = 0] = numbers.slice(2 * index);
			const se = thousandths(squeezed / entering);
			entering = width;
			return inverted(1, kernel, index === 0 ? stride : 1, 6, width, { hiddenWidth, se });
		});
	});
	const start: Stage = [separable(2, 3, 1, 1, first, { se: 0.25 })];
	return {
		...whole,
		...listsOf([start, ...stages], { divisor: 1 }),
		eps: '1e-3',
		padding: 'same'
	};
}

export const prunedB1 = pruned(efficientNet(1, 1.1, 240), 16, [
	[12, 48, 4, 62, 6, 48, 6],
	[35, 70, 6, 61, 10, 51, 10],
	[74, 175, 10, 188, 20, 137, 20, 164, 20],
	[67, 399, 20, 201, 28, 160, 28, 213, 28],
	[192, 637, 27, 806, 48, 798, 48, 891, 48, 990, 48],
	[320, 1152, 48, 1912, 80]
]);

export const prunedB2 = pruned(efficientNet(1.1, 1.2, 260), 16, [
	[17, 54, 4, 69, 6, 61, 6],
	[42, 86, 6, 72, 12, 98, 12],
	[85, 245, 12, 274, 22, 254, 22, 292, 22],
	[116, 502, 22, 315, 30, 354, 30, 443, 30],
	[208, 719, 30, 1148, 52, 1160, 52, 1182, 52, 1228, 52],
	[352, 1248, 52, 2112, 88]
]);

export const prunedB3 = pruned(efficientNet(1.2, 1.4, 300), 24, [
	[12, 27, 6, 49, 8, 48, 8],
	[40, 83, 8, 90, 12, 85, 12],
	[93, 215, 12, 261, 24, 219, 24, 254, 24, 236, 24],
	[120, 480, 24, 235, 34, 217, 34, 226, 33, 340, 34],
	[232, 802, 34, 1030, 58, 924, 58, 1016, 58, 1130, 58, 1266, 58],
	[384, 1392, 58, 2301, 96]
]);

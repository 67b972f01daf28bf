import { expect, test } from 'vitest';
import { flowOf, INPUT } from '../../../src/lib/arch/flow.ts';
import { layersOf } from '../../../src/lib/arch/infer.ts';
import { chain, residual, type Op } from '../../../src/lib/arch/net.ts';
import { gradientLiveness } from '../../../src/lib/gradients/liveness.ts';
import { gradientPlan, keptElements } from '../../../src/lib/gradients/plan.ts';
import { cutsOf, planWithin } from '../../../src/lib/gradients/recompute.ts';

const linear: Op = { kind: 'linear', out: 4, bias: false };
const gelu: Op = { kind: 'gelu' };

// 0: stem, 1: act, then a residual of 2: fc and 3: act to 4: add, and 5: head.
const net = chain([
	['stem', linear],
	['act', gelu],
	[
		'block',
		residual(
			chain([
				['fc', linear],
				['act', gelu]
			]),
			null
		)
	],
	['head', linear]
]);
const layers = layersOf(net, [2, 2, 3]);
const flow = flowOf(net);

test('a gradient goes back through every branch, and only what a slope depends on is kept', () => {
	const plan = gradientPlan(layers, flow, 5, [INPUT]);
	expect(plan.backward.map(({ step }) => step)).toEqual([5, 4, 3, 2, 1, 0]);
	expect([...plan.keeps].sort()).toEqual([0, 2]);
	expect(keptElements(plan, layers)).toBe(2 * 2 * 2 * 4);
	expect(plan.backward.map(({ frees }) => frees)).toEqual([[], [], [2], [], [0], []]);
});

test('a gradient goes back no further than it is asked for', () => {
	const plan = gradientPlan(layers, flow, 5, [2]);
	expect(plan.backward.map(({ step }) => step)).toEqual([5, 4, 3]);
	// The other branch of the addition leads to nothing that is asked for.
	expect(plan.backward[1]?.inputs.map(({ wanted }) => wanted)).toEqual([true, false]);
	expect([...plan.keeps]).toEqual([2]);
});

test('what comes after the output is not gone through, nor what does not lead to it', () => {
	expect(gradientPlan(layers, flow, 3, [1]).backward.map(({ step }) => step)).toEqual([3, 2]);
	expect(gradientPlan(layers, flow, 2, [3]).backward).toEqual([]);
});

test('a network is cut where nothing goes around but the input', () => {
	expect(cutsOf(flow, 5)).toEqual([INPUT, 0, 1, 4, 5]);
	// As far as there, the shortcut is taken by nothing.
	expect(cutsOf(flow, 3)).toEqual([INPUT, 0, 1, 2, 3]);
});

test('of a stretch that is computed again only its ends stay, until it is due', () => {
	const plan = gradientPlan(layers, flow, 5, [INPUT], [{ after: 1, to: 4 }]);
	expect([...plan.keeps].sort()).toEqual([0, 1]);
	expect(plan.backward.map(({ again }) => again)).toEqual([
		...[null, null],
		{ after: 1, last: 2, keeps: new Set([2]) },
		...[null, null, null]
	]);
	// Its beginning goes with the step before which it was computed again: nothing else takes it.
	expect(plan.backward.map(({ frees }) => frees)).toEqual([[], [], [2, 1], [], [0], []]);
});

test('where all fits, all is kept; where nothing does, as little as can be', () => {
	const within = (most: number) => planWithin(layers, flow, 5, [INPUT], most);
	const whole = within(Infinity);
	expect(whole.plan).toEqual(gradientPlan(layers, flow, 5, [INPUT]));
	expect(within(whole.peak)).toEqual(whole);
	expect(whole.peak).toBe(gradientLiveness(whole.plan, layers, flow).peak);
	expect(within(0).peak).toBeLessThanOrEqual(whole.peak);
});

import { inputOf } from '../arch/input.ts';
import { buildConvNet } from '../arch/families/convnet/build.ts';
import type { ConvNetConfig } from '../arch/families/convnet/config.ts';
import { printed, type Printed } from './paper.ts';
import {
	DECISIONS,
	roadmapConfigs,
	roadmapSteps,
	stepBefore,
	type Decision,
	type Regime,
	type RoadmapStep
} from './steps.ts';
import { totalsOf, type Totals } from '../count/totals.ts';

/** One step of the roadmap with what the paper prints for it and what its network costs. */
export type RoadmapRow = Readonly<{
	index: number;
	/** Index of the step that it is a patch of. */
	before: number;
	step: RoadmapStep;
	config: ConvNetConfig;
	paper: Printed;
	totals: Totals;
	/** Whether the table's number is the count, rounded as it is printed. */
	agrees: boolean;
}>;

/** The paper's unit: 10^9 multiply-accumulates. */
export const gmacs = (macs: number): number => macs / 1e9;

/** Whether a number printed with two decimals is this count. */
const isRounded = (shown: number, macs: number): boolean =>
	shown.toFixed(2) === gmacs(macs).toFixed(2);

const costOf = (config: ConvNetConfig): Totals => totalsOf(buildConvNet(config), inputOf(config));

const counted = new Map<Regime, readonly RoadmapRow[]>();

/** The whole roadmap of a regime, counted once. */
export function roadmapOf(regime: Regime): readonly RoadmapRow[] {
	const rows = counted.get(regime) ?? countRoadmap(regime);
	counted.set(regime, rows);
	return rows;
}

function countRoadmap(regime: Regime): readonly RoadmapRow[] {
	const paper = printed(regime);
	return roadmapConfigs(regime).flatMap((config, index) => {
		const [step, row] = [roadmapSteps[index], paper[index]];
		if (!step || !row) return [];
		const totals = costOf(config);
		const agrees = isRounded(row.gmacs, totals.macs);
		return [{ index, before: stepBefore(index), step, config, paper: row, totals, agrees }];
	});
}

/** What a metric did at a step, or over the steps of one kind of decision. */
export type Change = Readonly<{ macs: number; params: number; activations: number; top1: number }>;

const NONE: Change = { macs: 0, params: 0, activations: 0, top1: 0 };

/** What a step changed against the step it is a patch of. */
export function changeAt(rows: readonly RoadmapRow[], index: number): Change {
	const [row, before] = [rows[index], rows[rows[index]?.before ?? 0]];
	if (!row || !before) return NONE;
	return {
		macs: row.totals.macs - before.totals.macs,
		params: row.totals.params - before.totals.params,
		activations: row.totals.activations - before.totals.activations,
		top1: row.paper.top1 - before.paper.top1
	};
}

const plus = (a: Change, b: Change): Change => ({
	macs: a.macs + b.macs,
	params: a.params + b.params,
	activations: a.activations + b.activations,
	top1: a.top1 + b.top1
});

/** The kept steps of one kind of decision, and what they changed together. */
export type ClassRow = Readonly<{
	decision: Decision;
	steps: readonly RoadmapRow[];
	change: Change;
}>;

/** The roadmap's change summed by kind of decision; steps that were not kept count for nothing. */
export function changesByDecision(rows: readonly RoadmapRow[]): readonly ClassRow[] {
	return DECISIONS.map((decision) => {
		const steps = rows.filter(({ step }) => step.decision === decision && !step.rejected);
		const change = steps.reduce((sum, { index }) => plus(sum, changeAt(rows, index)), NONE);
		return { decision, steps, change };
	});
}

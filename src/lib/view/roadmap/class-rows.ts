import type { Decision } from '../../roadmap/steps.ts';
import {
	changeAt,
	changesByDecision,
	type ClassRow,
	type RoadmapRow
} from '../../roadmap/costs.ts';
import { si } from '../../kit/format.ts';
import { shortName } from './step-name.ts';
import { points, signed } from './decision-text.ts';

/** A bar that begins at zero and goes to either side, in percent of its column. */
type Swing = Readonly<{ zero: number; left: number; width: number; text: string }>;

export type ClassLine = Readonly<{
	name: string;
	/** The steps that are summed. */
	steps: string;
	macs: Swing;
	params: string;
	activations: string;
	top1: Swing;
}>;

function swings(values: readonly number[], print: (value: number) => string): readonly Swing[] {
	const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
	const at = (value: number) => (100 * (value - low)) / (high - low || 1);
	return values.map((value) => ({
		zero: at(0),
		left: at(Math.min(0, value)),
		width: at(Math.max(0, value)) - at(Math.min(0, value)),
		text: print(value)
	}));
}

/** What each kind of decision changed, as lines of a table, and all of them together. */
export function classRows(
	rows: readonly ClassRow[],
	labels: Readonly<Record<Decision, string>>
): readonly ClassLine[] {
	const macs = swings(
		rows.map(({ change }) => change.macs),
		signed
	);
	const top1 = swings(
		rows.map(({ change }) => change.top1),
		points
	);
	const flat: Swing = { zero: 0, left: 0, width: 0, text: '' };
	return rows.map(({ decision, steps, change }, i) => ({
		name: labels[decision],
		steps: steps.map(({ step }) => shortName(step)).join(', '),
		macs: macs[i] ?? flat,
		params: signed(change.params),
		activations: signed(change.activations),
		top1: top1[i] ?? flat
	}));
}

/** What the sums show: micro decisions bring accuracy for next to no cost. */
export function microLesson(rows: readonly RoadmapRow[]): string {
	const micro = changesByDecision(rows).find(({ decision }) => decision === 'micro');
	const [first, last] = [rows[0], rows.at(-1)];
	if (!micro || !first || !last) return '';
	const free = micro.steps.filter(({ index }) => changeAt(rows, index).macs === 0);
	const gained = free.reduce((sum, { index }) => sum + changeAt(rows, index).top1, 0);
	const dear = micro.steps
		.filter((row) => !free.includes(row))
		.map(({ step }) => shortName(step))
		.join(', ');
	const whole = last.paper.top1 - first.paper.top1;
	return `${free.length} of the ${micro.steps.length} micro decisions change no MAC at all, and together they bring ${points(gained)} of the ${points(whole)} points between the first network and the last. All ${signed(micro.change.macs)} MACs of micro design come from one of them: ${dear}. Macro decisions, width and the shape of the block move the cost by gigas of MACs up and down, and the roadmap ends at ${si(last.totals.macs, 4)} after a start of ${si(first.totals.macs, 4)}. On this roadmap, accuracy did not follow the MACs.`;
}

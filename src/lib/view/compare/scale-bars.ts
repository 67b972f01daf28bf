import { KINDS } from '../../arch/ops.ts';
import { sharesByKind, sharesBySection } from '../../count/breakdown.ts';
import { sectionsOf } from '../../draw/structure.ts';
import type { Column } from '../../state/comparison.svelte.ts';
import { partValue, type PartMetric, type Whole } from '../breakdown/shares.ts';
import { exact, percent, si } from '../../kit/format.ts';

/** A part of one design: what it costs, and its bar on the scale that all designs share. */
export type ScaleBar = Readonly<{
	text: string;
	exactText: string;
	share: string;
	/** Of the longest bar of all, in percent. */
	width: string;
	/** Whether the design has such a part at all. */
	present: boolean;
}>;

export type ScaleRow = Readonly<{ key: string; bars: readonly ScaleBar[] }>;

type Part = Readonly<{ key: string }> & Whole;

/** Stem, stages and head, described by structure. */
function bySection({ reading: { layers } }: Column): readonly Part[] {
	const names = new Map(
		sectionsOf(layers).map(({ id, role, ordinal }) => [
			id,
			role === 'stage' ? `stage ${ordinal}` : role
		])
	);
	return sharesBySection(layers).map((share) => ({
		...share,
		key: names.get(share.key) ?? share.key
	}));
}

const byKind = ({ reading: { layers } }: Column): readonly Part[] => sharesByKind(layers);

/** Stem, stages by number, head; kinds in the order of `KINDS`. */
function order(key: string): number {
	if (key === 'stem') return 0;
	if (key === 'head') return Infinity;
	const stage = /^stage (\d+)$/.exec(key)?.[1];
	return stage ? Number(stage) : (KINDS as readonly string[]).indexOf(key);
}

/** Every part of every design on one scale; parts in order of computation, or in the order of kinds. */
export function scaleRows(
	columns: readonly Column[],
	by: 'stage' | 'kind',
	metric: PartMetric
): readonly ScaleRow[] {
	const parts = columns.map(by === 'stage' ? bySection : byKind);
	const keys = [...new Set(parts.flatMap((own) => own.map(({ key }) => key)))].sort(
		(a, b) => order(a) - order(b)
	);
	const longest = Math.max(1, ...parts.flat().map((part) => partValue(part, metric)));
	return keys
		.map((key) => ({
			key,
			bars: columns.map(({ reading: { layers, totals } }, i): ScaleBar => {
				const part = parts[i]?.find((own) => own.key === key);
				const value = part ? partValue(part, metric) : 0;
				const whole = partValue({ layers, ...totals }, metric);
				return {
					text: part ? si(value) : '',
					exactText: part ? exact(value) : 'not in this design',
					share: part ? percent(value / (whole || 1)) : '',
					width: `${(100 * value) / longest}%`,
					present: part !== undefined
				};
			})
		}))
		.filter(({ bars }) => by === 'stage' || bars.some(({ width }) => width !== '0%'));
}

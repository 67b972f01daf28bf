import type { Layer } from '../../arch/infer.ts';
import { bridge } from '../../count/conventions/bridge.ts';
import { countAs, type Convention, type Options } from '../../count/conventions/convention.ts';
import { conventions } from '../../count/conventions/conventions.ts';
import { printCells } from '../../export/csv.ts';
import { exact, si } from '../../kit/format.ts';
import { waterfall, type Waterfall } from './waterfall.ts';

/** What one tool prints for the network. */
export type ConventionRow = Readonly<{
	convention: Convention;
	/** What it counts, in its unit. */
	total: number;
	text: string;
	exactText: string;
	/** The parameters that it sees, and as text. */
	counted: number;
	params: string;
	/** Whether the tool loses parameters. */
	lossy: boolean;
}>;

export function conventionRows(
	layers: readonly Layer[],
	options: Options
): readonly ConventionRow[] {
	const all = layers.reduce((sum, layer) => sum + layer.params, 0);
	return conventions.map((convention) => {
		const { total, params } = countAs(convention, layers, options);
		return {
			convention,
			total,
			text: si(total, 4),
			exactText: exact(total),
			counted: params,
			params: exact(params),
			lossy: params !== all
		};
	});
}

/** What every tool prints, in full. */
export const conventionsTable = (rows: readonly ConventionRow[], separator: ',' | '\t'): string =>
	printCells(
		[
			['tool', 'count', 'unit', 'params'],
			...rows.map(({ convention: { label, unit }, total, counted }) => [
				label,
				total,
				unit,
				counted
			])
		],
		separator
	);

/** The bridge between two tools' counts, ready to draw. */
export function bridgeChart(
	from: Convention,
	to: Convention,
	layers: readonly Layer[],
	options: Options
): Waterfall {
	const end = (convention: Convention) => ({
		label: `${convention.label}, ${convention.unit}`,
		total: countAs(convention, layers, options).total
	});
	return waterfall(end(from), bridge(from, to, layers, options), end(to));
}

/** Whether how attention is run can change a tool's count. */
export const hasGlobalAttention = (layers: readonly Layer[]): boolean =>
	layers.some(({ op }) => op.kind === 'attention' && op.window === null);

import type { Interleaved } from '../../benchmark/interleaved/interleaved.ts';
import type { Convention } from '../../count/conventions/convention.ts';
import type { Column } from '../../state/comparison.svelte.ts';
import { metricRows } from './comparison-rows.ts';
import { timeCell } from './times.ts';

/** A table as papers have it: a line for each design, its name first. */
type PaperTable = Readonly<{
	head: readonly string[];
	lines: readonly (readonly string[])[];
	/** How it was counted, and what was measured on what. */
	caption: string;
}>;

/** Every metric of every design as it is shown, with the measured times where there are any. */
export function paperTable(
	columns: readonly Column[],
	reference: Column,
	convention: Convention,
	interleaved: Interleaved | null
): PaperTable {
	const rows = metricRows(columns, reference, convention);
	const timeOf = ({ link }: Column) =>
		(interleaved && timeCell(interleaved, link, reference.link)?.text) ?? '';
	const measured = interleaved
		? ` Times are medians of ${interleaved.rounds} rounds for one image, measured on ${interleaved.backendLabel}.`
		: '';
	return {
		head: ['design', ...rows.map(({ name }) => name), ...(interleaved ? ['time'] : [])],
		lines: columns.map((column, i) => [
			column.name,
			...rows.map(({ cells }) => cells[i]?.text ?? ''),
			...(interleaved ? [timeOf(column)] : [])
		]),
		caption: `Costs for one image, counted as ${convention.label} counts.${measured}`
	};
}

const markdownCell = (text: string): string => text.replaceAll('|', '\\|');

/** The table in Markdown, numbers to the right. */
export function printMarkdown({ head, lines, caption }: PaperTable): string {
	const row = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |`;
	const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
	return [row(head), row(rule), ...lines.map(row), '', caption, ''].join('\n');
}

const LATEX: Readonly<Record<string, string>> = {
	'\\': '\\textbackslash{}',
	'{': '\\{',
	'}': '\\}',
	'&': '\\&',
	'%': '\\%',
	$: '\\$',
	'#': '\\#',
	_: '\\_',
	'~': '\\textasciitilde{}',
	'^': '\\textasciicircum{}',
	'×': '$\\times$',
	'−': '$-$',
	'±': '$\\pm$',
	µ: '$\\mu$',
	'→': '$\\to$',
	'²': '$^2$'
};

const latexText = (text: string): string =>
	text.replaceAll(/[\\{}&%$#_~^×−±µ→²]/g, (mark) => LATEX[mark] ?? mark);

/**
 * The table in LaTeX with the rules of the package booktabs.
 *
 * @param address where this app shows the designs; stands in a comment above
 */
export function printLatex({ head, lines, caption }: PaperTable, address: string): string {
	const row = (cells: readonly string[]) => `    ${cells.map(latexText).join(' & ')} \\\\`;
	return [
		`% ${address}`,
		'% Needs \\usepackage{booktabs}',
		'\\begin{table}',
		'  \\centering',
		`  \\caption{${latexText(caption)}}`,
		`  \\begin{tabular}{l${'r'.repeat(head.length - 1)}}`,
		'    \\toprule',
		row(head),
		'    \\midrule',
		...lines.map(row),
		'    \\bottomrule',
		'  \\end{tabular}',
		'\\end{table}',
		''
	].join('\n');
}

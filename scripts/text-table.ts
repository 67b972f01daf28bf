/** Columns of text, padded to line up: numbers (all but the first column's `left` ones) to the right. */
export function textTable(
	header: readonly string[],
	rows: readonly (readonly string[])[],
	left: readonly number[] = [0]
): string {
	const widths = header.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0))
	);
	const line = (cells: readonly string[]) =>
		cells
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return left.includes(column) ? cell.padEnd(width) : cell.padStart(width);
			})
			.join('  ')
			.trimEnd();
	return [header, ...rows].map(line).join('\n');
}

/** The same as Markdown. */
export function markdownTable(
	header: readonly string[],
	rows: readonly (readonly string[])[],
	left: readonly number[] = [0]
): string {
	const line = (cells: readonly string[]) =>
		`| ${header.map((_, column) => (cells[column] ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
	const rule = header.map((_, column) => (left.includes(column) ? '---' : '---:'));
	return [header, rule, ...rows].map(line).join('\n');
}

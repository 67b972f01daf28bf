/** RFC 4180: a cell with a separator, quote or line break is quoted. */
const quoted = (cell: string | number, separator: string): string => {
	const text = String(cell);
	return text.includes(separator) || /["\n\r]/.test(text)
		? `"${text.replaceAll('"', '""')}"`
		: text;
};

/** Lines of cells as text; commas for a file, tabs for pasting into a sheet. */
export const printCells = (
	lines: readonly (readonly (string | number)[])[],
	separator: ',' | '\t'
): string =>
	lines.map((line) => line.map((cell) => quoted(cell, separator)).join(separator)).join('\n');

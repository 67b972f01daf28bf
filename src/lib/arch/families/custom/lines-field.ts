import type { LinesField, Parsed, VariedLine } from '../../fields.ts';
import { readLine } from '../../block-text/line.ts';
import { operationsOf } from '../../block-text/operations.ts';
import { proposedLine } from '../../block-text/variants/propose.ts';
import { readVariedLine } from '../../block-text/variants/varied-line.ts';

/** What parts lines: a character that no address changes. With nothing after it, a line is there again. */
const NEXT = '~';

/** A line as it stands in an address, where a space would be written as `%20`. */
const printLine = (line: string): string =>
	line === '' ? 'none' : line.replaceAll(', ', ',').replaceAll(' | ', '|').replaceAll(' ', '+');

const print = (lines: readonly string[]): string =>
	lines.map((line, i) => (i > 0 && line === lines[i - 1] ? '' : printLine(line))).join(NEXT);

function read(key: string, most: number, text: string): Parsed<readonly string[]> {
	const parts = text.split(NEXT);
	if (parts.length > most)
		return { ok: false, message: `${key}: ${parts.length} lines; permitted: up to ${most}` };
	const lines: string[] = [];
	for (const [i, part] of parts.map((line) => line.trim()).entries()) {
		const line = part === '' && i > 0 ? (lines[i - 1] ?? '') : part === 'none' ? '' : part;
		const found = readLine(line);
		if (!found.ok) {
			const number = parts.length > 1 ? `line ${i + 1}, ` : '';
			const message = `${key}: ${number}at character ${found.at + 1}: ${found.message}`;
			return { ok: false, message };
		}
		lines.push(found.value);
	}
	return { ok: true, value: lines };
}

const VARIES =
	'a line with choices: dw{3,5,7}, linear {2,3,4}C, {gelu | relu}, [ln] for what may be left out, and @ln at each place where it may stand';

function vary(key: string, text: string): Parsed<VariedLine> {
	const trimmed = text.trim();
	const read = readVariedLine(trimmed === 'none' ? '' : trimmed);
	return read.ok ? read : { ok: false, message: `${key}: ${read.message}` };
}

/** A field that holds lines; `most` says how many, `count` how many of them a design uses. */
export const linesField = (
	key: string,
	label: string,
	group: LinesField['group'],
	{ most, help, count }: Pick<LinesField, 'most' | 'help' | 'count'>
): LinesField => ({
	key,
	label,
	group,
	kind: 'lines',
	most,
	help,
	count,
	permits: `${most === 1 ? 'none, or' : `up to ${most} lines parted by ${NEXT}, each`} operations parted by commas, as add(dw7, ln, linear 4C, gelu, linear C, scale)`,
	read: (text) => read(key, most, text),
	print,
	varies: VARIES,
	vary: (text) => vary(key, text),
	operations: operationsOf,
	propose: proposedLine
});

import { LineError } from '../item.ts';
import { shown } from '../parse.ts';
import type { Piece } from './template.ts';

/** The most options that one choice may have. */
export const MOST_OPTIONS = 100;

const RANGE = /^(\d{1,6})\.\.(\d{1,6})(?:\.\.(\d{1,6}))?$/;
const PIECE = /^[A-Za-z0-9._/=-]+$/;

const PERMITTED = `permitted: two to ${MOST_OPTIONS} numbers or words parted by commas, or numbers in steps, as {3,5,7} or {3..11..2}`;

/** A piece, or those of a range in even steps. */
function expanded(at: number, text: string): readonly Piece[] {
	const [, from, to, by = '1'] = RANGE.exec(text) ?? [];
	if (from === undefined) {
		if (PIECE.test(text)) return [{ at, text }];
		throw new LineError(at, `“${shown(text)}” is no option; ${PERMITTED}`);
	}
	const step = Number(by);
	const count = step > 0 ? Math.floor((Number(to) - Number(from)) / step) + 1 : 0;
	if (count < 1 || count > MOST_OPTIONS)
		throw new LineError(at, `“${text}” is no range here; ${PERMITTED}`);
	return Array.from({ length: count }, (_, i) => ({ at, text: String(Number(from) + i * step) }));
}

/**
 * Reads what stands in the brackets of an argument.
 *
 * @param at where it begins in the line
 * @returns the pieces, and the text as it is kept
 * @throws LineError
 */
export function readPieces(
	at: number,
	text: string
): Readonly<{ pieces: readonly Piece[]; written: string }> {
	const pieces: Piece[] = [];
	const parts: string[] = [];
	let start = at;
	for (const part of text.split(',')) {
		const lead = part.length - part.trimStart().length;
		const own = part.trim();
		for (const piece of expanded(start + lead, own)) {
			if (pieces.some((other) => other.text === piece.text))
				throw new LineError(piece.at, `${piece.text} is there twice; permitted: once`);
			if (pieces.length === MOST_OPTIONS)
				throw new LineError(piece.at, `more than ${MOST_OPTIONS} options; ${PERMITTED}`);
			pieces.push(piece);
		}
		parts.push(own);
		start += part.length + 1;
	}
	if (pieces.length < 2) throw new LineError(at, `one option is no choice; ${PERMITTED}`);
	return { pieces, written: parts.join(',') };
}

import type { Parsed, VariedLine } from '../../fields.ts';
import { readLine, tryLine, writeLine } from '../line.ts';
import { parseLine } from '../parse.ts';
import { isWord } from '../words.ts';
import { matchTemplate } from './match-template.ts';
import { parseTemplate } from './parse-template.ts';
import { printSequence } from './print-template.ts';
import { takenItems } from './take.ts';

/** Reads a line with choices in it; the message of a refusal says where it is at fault. */
export function readVariedLine(text: string): Parsed<VariedLine> {
	const read = tryLine(() => parseTemplate(text));
	if (!read.ok) return { ok: false, message: `at character ${read.at + 1}: ${read.message}` };
	const template = read.value;
	return {
		ok: true,
		value: {
			text: printSequence(template.items),
			choices: template.choices,
			at: (options) => writeLine(takenItems(template.items, (choice) => options[choice] ?? -1)),
			find: (line) => (readLine(line).ok ? matchTemplate(template, parseLine(line, isWord)) : null)
		}
	};
}

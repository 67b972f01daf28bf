import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeOf, readLine, tryLine } from '../../src/lib/arch/block-text/line.ts';
import { readVariedLine } from '../../src/lib/arch/block-text/variants/varied-line.ts';
import { examine, presetDesign, withValue } from '../../src/lib/arch/design.ts';
import { blockLine, variedLine } from './lines.ts';
import { holds } from './property.ts';
import { expectReadable, expectWhole } from './whole.ts';

const PLACE = { width: 32, entering: 32, stride: 1, index: 0 };

test('any line of blocks makes a block, or says at which of its characters it does not', async () => {
	await holds('lines of blocks', blockLine(), readLine, (read, line) => {
		if (!read.ok) {
			expectReadable([read.message]);
			expect(read.at >= 0 && read.at <= line.length).toBe(true);
			return;
		}
		expect(readLine(read.value)).toEqual(read);
		const made = tryLine(() => makeOf(read.value, 'block', PLACE, [8, 8, 32]));
		if (!made.ok) expectReadable([made.message]);
	});
});

test('any line in a design makes a network that can be counted, or problems at a field', async () => {
	const design = presetDesign('custom:convnext_atto');
	if (!design) throw new Error('there is no custom:convnext_atto');
	await holds(
		'designs with a line',
		blockLine(),
		(line) => {
			const read = readLine(line);
			return read.ok ? withValue(design, 'blocks', [read.value]) : null;
		},
		(own) => {
			if (!own) return;
			const examined = examine(own);
			if (examined.ok) return expectWhole(own);
			expect(examined.problems).not.toEqual([]);
			expectReadable(examined.problems.map(({ message }) => message));
		}
	);
});

test('any line with choices makes lines that parse as they stand, or says where it does not', async () => {
	await holds(
		'lines with choices',
		fc.tuple(variedLine(), fc.array(fc.nat(), { minLength: 12, maxLength: 12 })),
		([line]) => readVariedLine(line),
		(read, [, chances]) => {
			if (!read.ok) return expectReadable([read.message]);
			const { text, choices, at, find } = read.value;
			const again = readVariedLine(text);
			expect(again.ok && again.value.text).toBe(text);
			const own = at(choices.map(({ names }, i) => (chances[i] ?? 0) % names.length));
			expect(readLine(own)).toEqual({ ok: true, value: own });
			const found = find(own);
			expect(found && at(found.map((option) => option ?? 0))).toBe(own);
		}
	);
});

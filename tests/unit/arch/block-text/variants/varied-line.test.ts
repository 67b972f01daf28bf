import { expect, test } from 'vitest';
import { readLine } from '../../../../../src/lib/arch/block-text/line.ts';
import { proposedLine } from '../../../../../src/lib/arch/block-text/variants/propose.ts';
import { readVariedLine } from '../../../../../src/lib/arch/block-text/variants/varied-line.ts';
import type { VariedLine } from '../../../../../src/lib/arch/fields.ts';

function varied(text: string): VariedLine {
	const read = readVariedLine(text);
	if (!read.ok) throw new Error(read.message);
	return read.value;
}

const complaint = (text: string) => {
	const read = readVariedLine(text);
	return read.ok ? null : read.message;
};

/** Every line that is made, in the order of the options. */
function all({ choices, at }: VariedLine): readonly string[] {
	let taken: readonly (readonly number[])[] = [[]];
	for (const { names } of choices)
		taken = taken.flatMap((before) => names.map((_, option) => [...before, option]));
	return taken.map((options) => at(options));
}

test('an argument is one of several numbers, in a list or in steps', () => {
	expect(all(varied('add(dw{3,5}, linear {2,4}C, gelu, linear C)'))).toEqual([
		'add(dw3, linear 2C, gelu, linear C)',
		'add(dw3, linear 4C, gelu, linear C)',
		'add(dw5, linear 2C, gelu, linear C)',
		'add(dw5, linear 4C, gelu, linear C)'
	]);
	expect(all(varied('dw{3..7..2}'))).toEqual(['dw3', 'dw5', 'dw7']);
	expect(all(varied('conv3 C/{2,4} stride={1,2}, pw C'))[3]).toBe('conv3 C/4 stride=2, pw C');
	expect(all(varied('ln {first,last}, dw{1x5,5x1}'))[1]).toBe('ln first, dw5x1');
});

test('items are one list of several, or are left out', () => {
	expect(all(varied('dw7, {gelu | bn, relu}'))).toEqual(['dw7, gelu', 'dw7, bn, relu']);
	expect(all(varied('dw7, [ln], pw C'))).toEqual(['dw7, ln, pw C', 'dw7, pw C']);
	expect(all(varied('add([ln | bn], dw7)'))).toEqual(['add(ln, dw7)', 'add(bn, dw7)', 'add(dw7)']);
});

test('what moves stands at one of its places', () => {
	const moves = varied('add(@ln, dw7, @ln, pw 4C, gelu, pw C, @ln)');
	expect(all(moves)).toEqual([
		'add(ln, dw7, pw 4C, gelu, pw C)',
		'add(dw7, ln, pw 4C, gelu, pw C)',
		'add(dw7, pw 4C, gelu, pw C, ln)'
	]);
	expect(moves.choices).toEqual([
		{ label: '@ln', names: ['before dw7', 'before pw 4C', 'at the end'], within: null }
	]);
});

test('a choice within an option applies where that is taken', () => {
	const own = varied('add(dw7, [mul(pool, pw C/{4,8}, relu, pw C, sigmoid)])');
	expect(new Set(all(own)).size).toBe(3);
	expect(own.choices[1]).toEqual({
		...{ label: 'pw', names: ['C/4', 'C/8'] },
		within: { choice: 0, option: 0 }
	});
	expect(own.find('add(dw7)')).toEqual([1, null]);
	expect(own.find('add(dw7, mul(pool, pw C/8, relu, pw C, sigmoid))')).toEqual([0, 1]);
	expect(own.find('add(dw5)')).toBeNull();
});

test('every line that is made is one that a person would have typed, and tells its options', () => {
	const own = varied('add(@bn,dw{3,5},{gelu|relu6 | [ln],hardswish},@bn,pw {1..3}C,@bn , pw C)');
	for (const line of all(own)) {
		expect(readLine(line)).toEqual({ ok: true, value: line });
		const found = own.find(line);
		if (!found) throw new Error(line);
		expect(own.at(found.map((option) => option ?? 0))).toBe(line);
	}
	expect(varied(own.text).text).toBe(own.text);
	expect(own.text).toBe(
		'add(@bn, dw{3,5}, {gelu | relu6 | [ln], hardswish}, @bn, pw {1..3}C, @bn, pw C)'
	);
});

test('options that make the same line are found as the first of them', () => {
	const own = varied('dw3, [ln], [ln]');
	expect(own.find(own.at([1, 0]))).toEqual(own.find(own.at([0, 1])));
});

test('a fault is said at its place, with what is permitted there', () => {
	expect(complaint('dw7, {ln | lm}')).toMatch(
		/^at character 12: “lm” is no operation; permitted: /
	);
	expect(complaint('dw{3,5,700}')).toMatch(/^at character 8: “700” is not permitted; permitted: /);
	expect(complaint('dw{3,3}')).toBe('at character 6: 3 is there twice; permitted: once');
	expect(complaint('dw{3}')).toMatch(
		/^at character 4: one option is no choice; permitted: two to 100/
	);
	expect(complaint('dw{3,5')).toBe('at character 3: its { is not closed');
	expect(complaint('dw7, {ln}')).toMatch(/^at character 6: one option is no choice/);
	expect(complaint('dw7, {ln | }')).toMatch(/permitted: \[ln\] for what may be left out/);
	expect(complaint('dw7, @ln')).toMatch(
		/^at character 6: @ln has one place; permitted: two or more/
	);
	expect(complaint('{ln, @bn | gelu}, @bn')).toMatch(
		/^at character 6: what moves stands in no choice/
	);
	expect(complaint('@dw{3,5}, @dw{3,5}')).toMatch(
		/^at character 1: what moves has no choice in it/
	);
	expect(complaint('dw7 [ln]')).toMatch(/^at character 5: a comma is missing here/);
	expect(complaint('{dw,conv}3')).toMatch(/is no operation|needs/);
	expect(complaint('dw{1..90000}')).toMatch(/^at character 4: “1..90000” is no range here/);
});

test('a line makes at most a million lines, which is said', () => {
	expect(complaint(Array.from({ length: 4 }, () => 'dw{1..99..2}').join(', '))).toBe(
		'at character 1: 6250000 lines can be made of this one; permitted: up to 1000000'
	);
	expect(complaint(Array.from({ length: 13 }, () => '[ln]').join(', '))).toMatch(
		/more than 12 choices; permitted: fewer$/
	);
});

test('a line is proposed with a choice of its kernel or its hidden channels', () => {
	expect(proposedLine('add(dw7, ln, linear 4C)')).toBe('add(dw{3,5,7,9}, ln, linear 4C)');
	expect(proposedLine('add(ln, attention 12) , add(ln, linear 4C)')).toContain('linear {2,3,4}C');
	expect(proposedLine('add(bn)')).toBe('add(bn)');
});

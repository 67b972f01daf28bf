import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeLine } from '../../../../../src/lib/arch/block-text/describe.ts';
import {
	setParameter,
	parametersOf
} from '../../../../../src/lib/arch/block-text/edit/set-parameter.ts';
import {
	costOf,
	parse,
	traceLine,
	type Setting
} from '../../../../../src/lib/arch/block-text/edit/trace.ts';
import {
	changeAt,
	insertAt,
	itemAt,
	itemsAt,
	itemsIn,
	moveTo,
	nudge,
	removeAt,
	replaceAt,
	type ItemPath
} from '../../../../../src/lib/arch/block-text/edit/tree.ts';
import {
	addBranch,
	joinBy,
	plainItem,
	removeBranch,
	unwrapAt,
	wrapAt,
	WRAPS
} from '../../../../../src/lib/arch/block-text/edit/wrap.ts';
import type { Items } from '../../../../../src/lib/arch/block-text/item.ts';
import { writeLine } from '../../../../../src/lib/arch/block-text/line.ts';
import type { Shape } from '../../../../../src/lib/arch/net.ts';
import { randomBlock } from '../random-block.ts';

const X: Shape = [14, 14, 24];
const setting = (x: Shape = X, width = x.at(-1) ?? 0): Setting => ({
	scope: 'block',
	place: { width, entering: width, stride: 1, index: 0 },
	x,
	named: false
});
const ENTERING = { channels: 96, width: 96 };
const CONVNEXT = 'add(dw7, ln, linear 4C, gelu, linear C, scale)';

/** The same line as it is read from its own text, where places in the text differ. */
const again = (line: Items): Items => parse(writeLine(line));

/** Every list of a line, the unwritten ones left out. */
function lists(line: Items, at: ItemPath = []): readonly ItemPath[] {
	const inner = itemsIn(line, at).flatMap((item, i) =>
		(item.branches ?? []).flatMap((_, branch) => lists(line, [...at, i, branch]))
	);
	return [at, ...inner];
}

const gapsOf = (line: Items): readonly ItemPath[] =>
	lists(line).flatMap((list) =>
		Array.from({ length: itemsIn(line, list).length + 1 }, (_, i) => [...list, i])
	);

const placesOf = (line: Items): readonly ItemPath[] =>
	gapsOf(line).filter((at) => itemAt(line, at));

/** Lines of random blocks, each with a number to choose places by. */
const lines = fc
	.tuple(fc.array(fc.nat(1e6), { minLength: 30, maxLength: 60 }), fc.nat(1e6), fc.nat(1e6))
	.map(([choices, a, b]) => {
		const net = randomBlock(choices, X);
		const style = { letters: ['C', 'I'], counts: false, skips: false } as const;
		const text = writeLine(describeLine(net.children, 'block', setting().place, X, style));
		// A second branch of nothing is not written where one branch says the same.
		return { line: tidied(parse(text)), a, b };
	})
	.filter(({ line }) => line.length > 0);

const tidied = (line: Items): Items =>
	line.map((item) => {
		const branches = item.branches?.map(tidied) ?? null;
		const plain = item.word === 'add' || item.word === 'sub';
		const alike = plain && branches?.length === 2 && branches[1]?.length === 0;
		return { ...item, branches: alike ? branches.slice(0, 1) : branches };
	});

const pick = <T>(all: readonly T[], number: number): T => all[number % all.length] as T;

const ITEMS = [plainItem('dw', ['3']), plainItem('gelu', [])];

/** Holds an edit to what any edit is held to: it prints, and reads as what it prints. */
function expectReadable(line: Items): void {
	expect(writeLine(again(line))).toBe(writeLine(line));
}

test('what is put in and taken out again leaves the tree as it was', () => {
	fc.assert(
		fc.property(lines, ({ line, a }) => {
			const put = insertAt(line, pick(gapsOf(line), a), ITEMS);
			expectReadable(put.line);
			expect(itemsAt(put.line, put.at, put.count)).toEqual(ITEMS);
			expect(removeAt(put.line, put.at, put.count).line).toEqual(line);
		})
	);
});

test('what is taken out and put in again leaves the tree as it was', () => {
	fc.assert(
		fc.property(lines, ({ line, a }) => {
			const at = pick(placesOf(line), a);
			const gone = removeAt(line, at);
			expectReadable(gone.line);
			expect(insertAt(gone.line, gone.at, itemsAt(line, at, 1)).line).toEqual(line);
		})
	);
});

test('what is moved anywhere can be moved back', () => {
	fc.assert(
		fc.property(lines, ({ line, a, b }) => {
			const at = pick(placesOf(line), a);
			const moved = moveTo(line, at, 1, pick(gapsOf(line), b));
			if (!moved) return;
			expectReadable(moved.line);
			expect(itemAt(moved.line, moved.at)).toEqual(itemAt(line, at));
			const gone = removeAt(moved.line, moved.at, 1).line;
			expect(insertAt(gone, at, itemsAt(line, at, 1)).line).toEqual(line);
		})
	);
});

test('a step up and a step down end where they began', () => {
	fc.assert(
		fc.property(lines, ({ line, a }) => {
			const at = pick(placesOf(line), a);
			const up = nudge(line, at, 1, -1);
			if (!up) return;
			expect(nudge(up.line, up.at, 1, 1)?.line).toEqual(line);
		})
	);
	expect(nudge(parse(CONVNEXT), [0, 0, 0], 1, -1)).toBeNull();
	expect(nudge(parse(CONVNEXT), [0, 0, 4], 2, 1)).toBeNull();
});

test('whatever is put around items can be taken away again', () => {
	fc.assert(
		fc.property(lines, fc.constantFrom(...WRAPS), ({ line, a }, wrap) => {
			const at = pick(placesOf(line), a);
			const around = wrapAt(line, at, 1, wrap, { channels: 24, width: 24 });
			expectReadable(around.line);
			expect(unwrapAt(around.line, around.at).line).toEqual(line);
		})
	);
});

test('an item that is replaced can be put in again', () => {
	fc.assert(
		fc.property(lines, ({ line, a }) => {
			const at = pick(placesOf(line), a);
			const other = replaceAt(line, at, 1, ITEMS);
			expectReadable(other.line);
			expect(replaceAt(other.line, other.at, other.count, itemsAt(line, at, 1)).line).toEqual(line);
		})
	);
});

test('a parameter that is set can be set back, and what is usual is not written', () => {
	const line = parse(CONVNEXT);
	const { seen } = traceLine(line, setting([56, 56, 96]));
	const at = [0, 0, 0];
	const item = itemAt(line, at);
	const context = item && seen.get(item)?.context;
	if (!item || !context) throw new Error('there is no such item');
	expect(parametersOf(item, context).map(({ parameter, text }) => [parameter.key, text])).toEqual([
		['kernel', '7'],
		['stride', '1'],
		['dilation', ''],
		['padding', '3'],
		['bias', 'bias'],
		['standardized', '']
	]);
	const set = (key: string, text: string, from: Items) =>
		changeAt(from, at, (now) => setParameter(now, key, text, context)).line;
	const strip = set('kernel', '1x11', line);
	expect(writeLine(strip)).toBe('add(dw1x11, ln, linear 4C, gelu, linear C, scale)');
	expect(writeLine(set('kernel', '7', strip))).toBe(CONVNEXT);
	expect(writeLine(set('dilation', '2', line))).toContain('dw7 dilation=2,');
	expect(writeLine(set('bias', 'nobias', line))).toContain('dw7 nobias,');
	expect(writeLine(set('stride', '1', line))).toBe(CONVNEXT);
});

test('ConvNeXt’s depthwise layer becomes InceptionNeXt’s four branches, and fits at every step', () => {
	const at = [0, 0, 0];
	const split = wrapAt(parse(CONVNEXT), at, 1, 'split', ENTERING);
	expect(writeLine(split.line)).toBe(
		'add(concat(slice 0 C/2, dw7 | slice C/2 C), ln, linear 4C, gelu, linear C, scale)'
	);
	const four = addBranch(addBranch(split.line, at, ENTERING).line, at, ENTERING);
	expect(writeLine(four.line)).toContain(
		'concat(slice 0 C/4, dw7 | slice C/4 C/2 | slice C/2 3C/4 | slice 3C/4 C)'
	);
	const strip = insertAt(four.line, [...at, 1, 1], [plainItem('dw', ['1x11'])]).line;
	const both = insertAt(strip, [...at, 2, 1], [plainItem('dw', ['11x1'])]).line;
	for (const line of [split.line, four.line, strip, both]) {
		const { fault, out } = traceLine(again(line), setting([56, 56, 96]));
		expect(fault).toBeNull();
		expect(out).toEqual([56, 56, 96]);
	}
	const three = removeBranch(both, at, 3, ENTERING).line;
	expect(writeLine(three)).toContain('slice 2C/3 C, dw11x1)');
	expect(costOf(traceLine(parse(CONVNEXT), setting([56, 56, 96])))).toEqual({
		params: 79_296,
		macs: 245_962_752,
		activations: 1_806_336
	});
});

test('of two branches the other remains, and a join can be another one', () => {
	const line = parse('add(dw3 | dw5), gelu');
	expect(writeLine(removeBranch(line, [0], 0, ENTERING).line)).toBe('dw5, gelu');
	expect(writeLine(joinBy(line, [0], 'mul').line)).toBe('mul(dw3 | dw5), gelu');
	expect(writeLine(joinBy(parse('add(dw3)'), [0], 'concat').line)).toBe('concat(dw3 | )');
});

test('a fault is found at its item, with all before it known', () => {
	const line = parse('add(dw7, ln, linear 3C, attention 7, linear C)');
	const { fault, seen } = traceLine(line, setting([14, 14, 96]));
	expect(fault?.item).toBe(itemAt(line, [0, 0, 3]));
	expect(fault?.message).toMatch(/7/);
	const before = itemAt(line, [0, 0, 2]);
	expect(before && seen.get(before)?.out).toEqual([14, 14, 288]);
	expect(traceLine(parse('add(pw 2C)'), setting()).fault?.item?.word).toBe('add');
});

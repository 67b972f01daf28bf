import { expect, test } from 'vitest';
import {
	costOf,
	parse,
	traceLine,
	type Setting
} from '../../../../src/lib/arch/block-text/edit/trace.ts';
import { insertAt, itemAt } from '../../../../src/lib/arch/block-text/edit/tree.ts';
import { writeLine } from '../../../../src/lib/arch/block-text/line.ts';
import { lineDiagram, placeOfId } from '../../../../src/lib/draw/block/line-diagram.ts';
import { gapLabel } from '../../../../src/lib/view/block-editor/labels.ts';
import { paletteAt } from '../../../../src/lib/view/block-editor/palette.ts';
import { parameterFields } from '../../../../src/lib/view/block-editor/parameter-fields.ts';
import { exists, reaching } from '../../../../src/lib/view/block-editor/places.ts';
import { gapNear, isPicked, stopsOf } from '../../../../src/lib/view/block-editor/stops.ts';

const SETTING: Setting = {
	scope: 'block',
	place: { width: 96, entering: 96, stride: 1, index: 0 },
	x: [56, 56, 96],
	named: false
};
const ENTERING = { channels: 96, width: 96 };
const CONVNEXT = 'add(dw7, ln, linear 4C, gelu, linear C, scale)';

const traced = (text: string) => traceLine(parse(text), SETTING);
const drawn = (text: string) => lineDiagram(traced(text), SETTING.x);

function fieldsAt(text: string, id: string) {
	const trace = traced(text);
	const item = itemAt(trace.line, placeOfId(id));
	const context = item && trace.seen.get(item)?.context;
	if (!item || !context) throw new Error(`there is nothing at ${id}`);
	return new Map(parameterFields(item, context).map((field) => [field.key, field]));
}

test('keys go from place to place in the order of computation, and end at the join', () => {
	const stops = stopsOf(drawn('add(dw7, ln), gelu'));
	expect(stops).toEqual([
		...['gap 0', 'gap 0.0.0', '0.0.0', 'gap 0.0.1', '0.0.1', 'gap 0.0.2', 'gap 0.1.0', '0'],
		...['gap 1', '1', 'gap 2']
	]);
});

test('all that can be pressed stands inside of the frame, at a place of its own', () => {
	for (const text of [
		CONVNEXT,
		'concat(slice 0 C/2, dw3 | slice C/2 C, dw1x11), mul(pool, pw C/4, relu, pw C, sigmoid)',
		'add(attn:(linear 3C, attention 3, linear C)), skip(dw3)'
	]) {
		const { gaps, nodes, width, height } = drawn(text);
		const all = [...gaps, ...nodes];
		for (const { x, y } of all) {
			expect(x).toBeGreaterThan(0);
			expect(x).toBeLessThan(width);
			expect(y).toBeGreaterThan(0);
			expect(y).toBeLessThan(height);
		}
		expect(new Set(all.map(({ x, y }) => `${x},${y}`)).size).toBe(all.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	}
});

test('what does not fit is said at its node, and what it keeps from being known stands as written', () => {
	const { nodes, ends } = drawn('add(linear 3C, attention 7, linear C)');
	expect(nodes.map(({ label, note }) => [label, note?.join(' ') ?? ''])).toEqual([
		['1 × 1 96 → 288', ''],
		['global attention, 7 heads', '7 heads do not divide 96 channels'],
		['linear C', ''],
		['+', '']
	]);
	expect(ends.map(({ text }) => text)).toEqual(['56 × 56 × 96', '?']);
});

test('the palette says what an entry costs at its place, or why it does not fit', () => {
	const trace = traced(CONVNEXT);
	const groups = paletteAt(trace, SETTING, ENTERING, (items) =>
		insertAt(trace.line, [0, 0, 1], items)
	);
	const entries = new Map(
		groups.flatMap(({ items }) => items).map((entry) => [entry.value, entry])
	);
	expect(entries.get('dw3')?.amounts).toEqual([9 * 96 + 96, 56 * 56 * 9 * 96]);
	expect(entries.get('pw 4C')?.amounts?.[0]).toBe(
		// Its own weights, a wider norm, and a wider linear layer after it.
		96 * 384 + 384 + 2 * 288 + 288 * 384
	);
	expect(entries.get('ln')?.amounts).toEqual([192, 0]);
	expect(new Set(entries.keys()).size).toBe(groups.flatMap(({ items }) => items).length);
	const after = insertAt(trace.line, [0, 0, 6], parse('pw 4C')).line;
	expect(traceLine(parse(writeLine(after)), SETTING).fault?.item?.word).toBe('add');
	const last = paletteAt(trace, SETTING, ENTERING, (items) =>
		insertAt(trace.line, [0, 0, 6], items)
	);
	expect(last.flatMap(({ items }) => items).find(({ value }) => value === 'pw 4C')?.note).toMatch(
		/does not fit/
	);
});

test('all that a palette offers can be written, and nearly all of it fits in ConvNeXt', () => {
	const trace = traced(CONVNEXT);
	const groups = paletteAt(trace, SETTING, ENTERING, (items) =>
		insertAt(trace.line, [0, 0, 0], items)
	);
	const refused = groups
		.flatMap(({ items }) => items)
		.filter(({ note }) => note?.startsWith('does not fit'));
	expect(refused.map(({ value }) => value)).toEqual([]);
	expect(costOf(trace).params).toBe(79_296);
});

test('a field steps through what is worth a try, and says what is permitted', () => {
	const kernel = fieldsAt(CONVNEXT, '0.0.0').get('kernel');
	expect([kernel?.step(-1), kernel?.step(1)]).toEqual(['5', '9']);
	expect(kernel?.check('0')).toMatch(/permitted: a number from 1/);
	expect(kernel?.check('1x11')).toBeNull();
	const strip = fieldsAt('dw1x11', '0').get('kernel');
	expect([strip?.step(-1), strip?.step(1)]).toEqual(['1x9', '1x13']);
	const width = fieldsAt(CONVNEXT, '0.0.2').get('out');
	expect([width?.text, width?.step(-1), width?.step(1)]).toEqual(['4C', '3C', '6C']);
	const heads = fieldsAt('linear 3C, attention 3, linear C', '1').get('heads');
	expect([heads?.step(-1), heads?.step(1)]).toEqual(['2', '4']);
	expect(fieldsAt('dw7', '0').get('bias')?.options).toEqual(['bias', 'nobias']);
});

test('gaps have names, and a drag lands in the nearest', () => {
	const trace = traced(CONVNEXT);
	expect(gapLabel(trace, [0, 0, 0])).toBe('Insert before dw7');
	expect(gapLabel(trace, [0, 0, 3])).toBe('Insert between linear 4C and gelu');
	expect(gapLabel(trace, [0, 1, 0])).toBe('Insert into the empty branch');
	const { gaps } = drawn(CONVNEXT);
	const gap = gaps[3];
	expect(gap && gapNear(gaps, gap.x + 5, gap.y - 3)).toBe(gap?.id);
	expect(gapNear(gaps, 9999, 0)).toBeNull();
});

test('what is picked reaches from one item to another, and is gone where the line has it no longer', () => {
	const three = reaching({ kind: 'items', at: [0, 0, 1], count: 1 }, [0, 0, 3]);
	expect(three).toEqual({ kind: 'items', at: [0, 0, 1], count: 3 });
	expect(reaching(three, [0, 0, 0])).toEqual({ kind: 'items', at: [0, 0, 0], count: 4 });
	expect(reaching(three, [0])).toEqual({ kind: 'items', at: [0], count: 1 });
	expect(isPicked(three, '0.0.2')).toBe(true);
	expect(isPicked(three, '0.0.4')).toBe(false);
	expect(exists(traced(CONVNEXT), three)).toBe(true);
	expect(exists(traced('add(dw7, ln)'), three)).toBe(false);
	expect(exists(traced('dw7'), { kind: 'gap', at: [0, 0, 0], count: 0 })).toBe(false);
});

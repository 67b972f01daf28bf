import { expect, it } from 'vitest';
import { parse, traceLine } from '../../../../src/lib/arch/block-text/edit/trace.ts';
import { lineDiagram } from '../../../../src/lib/draw/block/line-diagram.ts';
import { reused } from '../../../../src/lib/draw/block/reuse.ts';

const x = [56, 56, 96];
const place = { width: 96, entering: 96, stride: 1, index: 0, classes: 1000 };
const drawn = (line: string) =>
	lineDiagram(traceLine(parse(line), { scope: 'block', place, x, named: false }), x);

const LINES = [
	'add(dw7, ln, linear 4C, gelu, linear C, scale)',
	'add(dw5, ln, linear 4C, gelu, linear C, scale)',
	'add(dw7, ln, gelu, linear C)',
	'add(ln, attention 5)',
	'mul(pool, pw 6, relu, pw C, sigmoid)'
];

it('is the diagram that it is made of, whatever was there before', () => {
	for (const before of LINES)
		for (const after of LINES) expect(reused(drawn(before), drawn(after))).toEqual(drawn(after));
});

it('keeps what is as it was, and all of a diagram in which nothing changed', () => {
	const [seven, five] = [drawn(LINES[0] ?? ''), drawn(LINES[1] ?? '')];
	const next = reused(seven, five);
	const changed = next.nodes.filter((node) => !seven.nodes.includes(node));
	expect(changed.map(({ name }) => name)).toEqual(['5 × 5 depthwise 96']);
	expect(next.edges).toBe(seven.edges);
	expect(reused(seven, drawn(LINES[0] ?? ''))).toBe(seven);
});

import { expect, test } from 'vitest';
import { paper } from '../../../../src/lib/count/conventions/paper.ts';
import { readSet } from '../../../../src/lib/share/set-link.ts';
import { Comparison } from '../../../../src/lib/state/comparison.svelte.ts';
import {
	paperTable,
	printLatex,
	printMarkdown
} from '../../../../src/lib/view/compare/paper-table.ts';

const { columns, reference } = new Comparison(readSet('convnext_tiny;vit_base_patch16_224'));
const table = paperTable(columns, reference, paper, null);

test('a comparison is a Markdown table with a line for each design', () => {
	const [head = '', rule = '', ...lines] = printMarkdown(table).split('\n');
	expect(head).toMatch(/^\| design \| Params \| MACs \| FLOPs \|/);
	expect(rule).toMatch(/^\| --- \| ---: \|/);
	expect(lines[0]).toMatch(/^\| ConvNeXt-T \| 28\.59 M \| 4\.456 G \| 8\.911 G \|/);
	expect(lines[1]).toMatch(/^\| ViT-B\/16 \| 86\.57 M \|/);
	expect(lines.slice(2)).toEqual(['', 'Costs for one image, counted as the paper counts.', '']);
});

test('and a LaTeX table by booktabs, with as many columns as it has cells', () => {
	const address = 'https://example.org/compare/#convnext_tiny';
	const lines = printLatex(table, address).split('\n');
	expect(lines[0]).toBe(`% ${address}`);
	const cells = table.head.length;
	expect(lines).toContain(`  \\begin{tabular}{l${'r'.repeat(cells - 1)}}`);
	const rows = lines.filter((line) => line.endsWith('\\\\'));
	expect(rows).toHaveLength(3);
	for (const row of rows) expect(row.split(' & ')).toHaveLength(cells);
	for (const rule of ['top', 'mid', 'bottom']) expect(lines).toContain(`    \\${rule}rule`);
});

test('no character of a name is taken for a command of LaTeX or a cell of Markdown', () => {
	const name = 'a_b & 50% of {x} | $1 #2 ~ ^ \\end × −';
	const named = { head: ['design'], lines: [[name]], caption: '' };
	expect(printMarkdown(named)).toContain('50% of {x} \\| $1');
	expect(printLatex(named, '')).toContain(
		'a\\_b \\& 50\\% of \\{x\\} | \\$1 \\#2 \\textasciitilde{} \\textasciicircum{} \\textbackslash{}end $\\times$ $-$'
	);
});

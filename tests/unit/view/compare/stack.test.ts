import { expect, test } from 'vitest';
import { readSet } from '../../../../src/lib/share/set-link.ts';
import { Comparison } from '../../../../src/lib/state/comparison.svelte.ts';
import { stackOf } from '../../../../src/lib/view/compare/stack.ts';

function stacked(hash: string) {
	const comparison = new Comparison(readSet(hash));
	return stackOf(comparison.columns).map(({ aligned }) => aligned.layout);
}

const isBlock = ({ kind }: Readonly<{ kind: string }>): boolean => kind === 'block';

test('every block of a preset has a place of its own', () => {
	const [convnext] = stacked('convnext_large;resnet152');
	expect(convnext?.parts.filter(isBlock)).toHaveLength(36);
});

const DEEP = 'convnext_tiny&depths=96,96,96,96,96,96&widths=8,16,32,64,128,256&input=256';

test('six designs of 576 blocks are laid out as their runs, stage under stage', () => {
	const layouts = stacked(Array.from({ length: 6 }, () => DEEP).join(';'));
	expect(layouts).toHaveLength(6);
	for (const { parts, ghosts, sections } of layouts) {
		const blocks = parts.filter(isBlock);
		expect(blocks.reduce((sum, part) => sum + part.blocks.length, 0)).toBe(576);
		expect(parts.length + ghosts.length).toBeLessThan(60);
		expect(sections.map(({ x0, x1 }) => [x0, x1])).toEqual(
			layouts[0]?.sections.map(({ x0, x1 }) => [x0, x1])
		);
	}
});

test('blocks of the reference that are in no other design stand where their run does', () => {
	const [reference, other] = stacked(`${DEEP};${DEEP.replaceAll('96', '20')}`);
	expect(other?.ghosts.some(({ front }) => front === null)).toBe(true);
	for (const ghost of other?.ghosts ?? []) {
		const around = reference?.parts.some(
			({ x0, x1 }) => x0 <= ghost.x0 + 1e-9 && ghost.x1 <= x1 + 1e-9
		);
		expect(around, ghost.id).toBe(true);
	}
});

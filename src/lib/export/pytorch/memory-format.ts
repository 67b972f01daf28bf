import type { MemoryFormat } from './operations/row.ts';
import { memoryFormatOf } from './operations/table.ts';
import type { Part } from './statements.ts';

/** Makes one value for each channel hold at all positions. */
export const OVER_POSITIONS: Readonly<Record<MemoryFormat, string>> = {
	'channels first': '[:, :, None, None]',
	'channels last': '[:, None, None]',
	tokens: '[:, None]',
	vector: ''
};

export const isMap = (layout: MemoryFormat): boolean =>
	layout === 'channels first' || layout === 'channels last';

/** How a part takes a map. */
export function takenAs(part: Part | undefined): MemoryFormat | null {
	const step = part?.steps[0];
	switch (step?.kind) {
		case 'op':
			return memoryFormatOf(step.op);
		case 'part':
			return takenAs(step.part);
		case 'run':
		case 'row':
			return takenAs(step.parts[0]);
		case 'parallel':
			return takenAs(step.branches.find((branch) => branch !== null)?.part);
		default:
			return null;
	}
}

/** An expression with its value permuted from one layout of a map to another. */
export const permuted = (expression: string, layout: MemoryFormat): string =>
	`${expression}.permute(${layout === 'channels last' ? '0, 2, 3, 1' : '0, 3, 1, 2'})`;

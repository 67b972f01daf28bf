import type { ChangeMark } from '../../draw/block/diff.ts';

/** What becomes of a layer, and is marked. */
export type Mark = Exclude<ChangeMark, 'kept'>;

export const MARKS: readonly Mark[] = ['added', 'removed', 'moved', 'resized', 'replaced'];

/** The signs of what became of a layer, as strokes around 0, 0 within a circle of radius 8. */
export const MARK_GLYPHS: Readonly<Record<Mark, string>> = {
	added: 'M-4,0H4M0,-4V4',
	removed: 'M-4,0H4',
	moved: 'M0,-4.5V4.5M-2.5,-2L0,-4.5L2.5,-2M-2.5,2L0,4.5L2.5,2',
	resized: 'M-4.5,0H4.5M-2,-2.5L-4.5,0L-2,2.5M2,-2.5L4.5,0L2,2.5',
	replaced: 'M-4,-1.5H4M-4,1.5H4M2.5,-4L-2.5,4'
};

import type { Layer } from '../../arch/infer.ts';
import { sectionsOf, type Part } from '../structure.ts';

/**
 * The places of a network that a comparison looks at: a block that repeats, how a stage is entered (a
 * downsampling of its own, if there is one, and the first block), the stem, and the head.
 */
export const VIEWS = ['block', 'entry', 'stem', 'head'] as const;
export type BlockView = (typeof VIEWS)[number];

/** The parts of a network at a place; `stage` counts from 1. */
export function partsAt(layers: readonly Layer[], view: BlockView, stage: number): readonly Part[] {
	const sections = sectionsOf(layers);
	if (view === 'stem' || view === 'head')
		return sections.find(({ role }) => role === view)?.parts ?? [];
	const parts = sections.find(({ ordinal }) => ordinal === stage)?.parts ?? [];
	const first = parts.findIndex(({ kind }) => kind === 'block');
	return view === 'entry' ? parts.slice(0, first + 1) : parts.slice(-1);
}

/** Blocks in each stage. */
export const blocksPerStage = (layers: readonly Layer[]): readonly number[] =>
	sectionsOf(layers)
		.filter(({ role }) => role === 'stage')
		.map(({ parts }) => parts.filter(({ kind }) => kind === 'block').length);

import type { Design } from '../../arch/design.ts';
import { paperBlocks, type PaperBlock } from '../../arch/families/custom/gallery.ts';
import { lineStages, putBlock, type Placement } from '../../arch/families/custom/put-block.ts';
import { si } from '../../kit/format.ts';

/** A block of the gallery, as it stands in a list. */
export type GalleryRow = Readonly<{
	block: PaperBlock;
	placed: Placement;
	/** What it costs, or why it does not fit. */
	text: string;
}>;

/** Where a block can be put: all stages, or one of them, counted from 1. */
export const placesOf = (design: Design): readonly Readonly<{ value: string; label: string }>[] => {
	const names = Array.from({ length: lineStages(design) }, (_, i) => `stage ${i + 1}`);
	return [
		{ value: 'all', label: 'all stages' },
		...names.map((label, i) => ({ value: String(i + 1), label }))
	];
};

/** Every block with what it would cost at a place of a design of lines. */
export function galleryRows(design: Design, place: string): readonly GalleryRow[] {
	const stage = place === 'all' ? null : Number(place);
	const where = stage === null ? ' in stage 1' : '';
	return paperBlocks.map((block) => {
		const placed = putBlock(design, block.line, stage);
		const text = placed.ok
			? `a block${where}: ${si(placed.cost.params)} params, ${si(placed.cost.macs)} MACs`
			: `does not fit: ${placed.message}`;
		return { block, placed, text };
	});
}

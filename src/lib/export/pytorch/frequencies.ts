import type { Layer } from '../../arch/infer.ts';

/** Where each block has its own: `blocks.0.attn.rope` is `rope` in the `attn` of a block. */
const PLACE = /^(\w+)\.\d+\.(.+)$/;

/**
 * What a network's `__init__` adds for rotary positions that are learned: one tensor for all blocks,
 * as in timm, of which each block asks for its own.
 */
export function frequencyLines(layers: readonly Layer[]): readonly string[] {
	for (const { path, op, weights } of layers) {
		if (op.kind !== 'rotary' || !('learned' in op.angles)) continue;
		const [, blocks = '', own = ''] = PLACE.exec(path) ?? [];
		const pairs = weights[0]?.shape[2] ?? 0;
		return [
			`self.rope = RotaryFrequencies(${op.angles.learned.depth}, ${op.heads}, ${pairs})`,
			`for i, block in enumerate(self.${blocks}):`,
			`    block.${own}.frequencies = partial(self.rope, i)`
		];
	}
	return [];
}

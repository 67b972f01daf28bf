import type { LayerOp, Shape } from '../net.ts';
import { elementwise, ShapeMismatch, tokens, type OpRule } from './rule.ts';

type Rotary = LayerOp<'rotary'>;

/** Channels of a head. */
export const headWidthOf = ({ heads }: Pick<Rotary, 'heads'>, x: Shape): number =>
	tokens(x)[1] / 3 / heads;

/** PyTorch keeps what all blocks have learned in one tensor, beside the blocks. */
export const FREQUENCIES = '/rope.freqs';

export const rotary: OpRule<'rotary'> = {
	...elementwise('embedding', 'rotary positions', 'apply_rot_embed_cat', {
		positions: 'own',
		channelsLast: true
	}),
	shape(op, x) {
		const [count] = tokens(x);
		const [rows, columns] = op.grid;
		const width = headWidthOf(op, x);
		if (!Number.isInteger(width / 4))
			throw new ShapeMismatch(
				'channels',
				`heads of ${width} channels cannot be turned along two axes; they must be a multiple of 4`
			);
		if (count !== op.skip + rows * columns)
			throw new ShapeMismatch('map', `${rows} × ${columns} patches are not ${count} tokens`);
		return x;
	},
	weights(op, x) {
		if (!('learned' in op.angles)) return [];
		const { block, depth } = op.angles.learned;
		const shape = [2, op.heads, headWidthOf(op, x) / 2];
		return [{ name: FREQUENCIES, shape, stacked: { at: block, of: depth } }];
	},
	macs(op, x) {
		if (!('learned' in op.angles)) return [];
		const [rows, columns] = op.grid;
		return [
			[
				{ symbol: 'N', value: rows * columns },
				{ symbol: 'axes', value: 2 },
				{ symbol: 'pairs', value: (op.heads * headWidthOf(op, x)) / 2 }
			]
		];
	}
};

import type { LayerOp } from '../../../arch/net.ts';
import { headWidthOf } from '../../../arch/ops/rotary.ts';
import { CLOSE, count, named, NEXT, OPEN, option, py, type Line } from '../line.ts';
import { asItself, last, type TorchRow } from './row.ts';

type Rotary = LayerOp<'rotary'>;

const gridOf = ({ grid: [rows, columns] }: Rotary): Line =>
	py`${count(rows, 'rows')}, ${count(columns, 'columns')}`;

const placesOf = (op: Rotary): Line => {
	if ('learned' in op.angles) return py``;
	const { places } = op.angles;
	if (places === 'relative') return py`relative_places(${gridOf(op)})`;
	const [start, over] = [option('start', places.from, 0), option('over', places.over, 0)];
	return py`counted_places(${gridOf(op)}${start}${over})`;
};

export const rotary: TorchRow<'rotary'> = {
	layout: last,
	sets(op, x) {
		const width = headWidthOf(op, x);
		const heads = named(op.heads, 'heads');
		const skip = option('skip', op.skip, 0);
		const halves = op.pairs === 'halves' ? ', halves=True' : '';
		if ('learned' in op.angles)
			return asItself(py`LearnedRotary(${heads}, ${gridOf(op)}${skip}${halves})`);
		const { base, along } = op.angles;
		const order = along === 'columns first' ? ', columns_first=True' : '';
		const angles = py`axial_angles(${placesOf(op)}, ${count(width, 'head_dim')}, ${String(base)}${order})`;
		return asItself(py`Rotary(${OPEN}${heads},${NEXT}${angles}${skip}${halves}${CLOSE})`);
	},
	does: null,
	leaves: null
};

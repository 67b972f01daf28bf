import type { PerAxis } from '../../../arch/net.ts';
import { CLOSE, count, joined, named, NEXT, OPEN, py, type Line } from '../line.ts';
import { last, helper, type TorchRow, type Attribute } from './row.ts';

/** What `pairs.ts` has made pairs is written as such. */
const windowOf = ({ window }: { window: PerAxis | null }): Line => {
	if (window === null || typeof window === 'number') return py`${named(window ?? 0, 'window')}`;
	return py`(${named(window[0], 'window_height')}, ${named(window[1], 'window_width')})`;
};
const shiftOf = ({ shift }: { shift: PerAxis }): Line =>
	typeof shift === 'number'
		? py`${count(shift, 'shift')}`
		: py`(${count(shift[0], 'shift_down')}, ${count(shift[1], 'shift_across')})`;

const biasMlp = (heads: number): Attribute => ({
	name: 'cpb_mlp',
	value: py`nn.Sequential(${OPEN}nn.Linear(2, 512),${NEXT}nn.ReLU(),${NEXT}nn.Linear(512, ${named(heads, 'heads')}, bias=False)${CLOSE})`
});

function biasTable(window: PerAxis, heads: number): Attribute {
	const count = named(heads, 'heads');
	if (typeof window === 'number') {
		const value = py`nn.Parameter(torch.zeros((2 * ${named(window, 'window')} - 1) ** 2, ${count}))`;
		return { name: 'relative_position_bias_table', value };
	}
	const [high, wide] = [named(window[0], 'window_height'), named(window[1], 'window_width')];
	const rows = py`(2 * ${high} - 1) * (2 * ${wide} - 1)`;
	const value = py`nn.Parameter(${OPEN}torch.zeros(${rows}, ${count})${CLOSE})`;
	return { name: 'relative_position_bias_table', value };
}

export const attention: TorchRow<'attention'> = {
	layout: last,
	sets(op) {
		if (op.window === null) return [];
		return [op.continuous ? biasMlp(op.heads) : biasTable(op.window, op.heads)];
	},
	does: (op, layout, self) => {
		const heads = named(op.heads, 'heads');
		if (op.window === null && layout === 'channels last')
			return py`attend(x.flatten(1, 2), ${heads}).unflatten(1, x.shape[1:3])`;
		if (op.window === null) return py`attend(x, ${heads})`;
		const [window, shift] = [windowOf(op), shiftOf(op)];
		const table = op.continuous
			? py`continuous_bias(${self}cpb_mlp, ${window}, ${count(op.continuous.trained, 'trained')})`
			: py`${self}relative_position_bias_table`;
		const list = joined([py`x`, py`${heads}`, py`${window}`, py`${shift}`, table], `,${NEXT}`);
		return py`attend_in_windows(${OPEN}${list}${CLOSE})`;
	},
	leaves: null
};

export const unitHeads: TorchRow<'unitHeads'> = {
	layout: last,
	sets: ({ heads }) => [
		{
			name: 'logit_scale',
			value: py`nn.Parameter(torch.full((${named(heads, 'heads')}, 1, 1), 10.0).log())`
		}
	],
	does: ({ heads }) => py`unit_heads(x, ${named(heads, 'heads')}, self.logit_scale)`,
	leaves: null
};

export const shiftWindows: TorchRow<'shiftWindows'> = helper(
	last,
	(op) => py`shift_windows(x, ${windowOf(op)}, ${shiftOf(op)})`
);

export const unshiftWindows: TorchRow<'unshiftWindows'> = helper(
	last,
	(op) => py`unshift_windows(x, shortcut, ${shiftOf(op)})`
);

export const mergePatches: TorchRow<'mergePatches'> = helper(last, () => py`merge_patches(x)`);

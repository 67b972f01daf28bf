import type { Shape } from '../../../arch/net.ts';
import { channelCount, count, named, option, py } from '../line.ts';
import { anyhow, last, dim, asItself, biasArgument, type TorchRow } from './row.ts';

/** What a linear layer at the end of the network gives has a name of its own. */
const wide = (out: number, x: Shape) =>
	x.length === 1 ? named(out, 'classes') : channelCount(out);

export const linear: TorchRow<'linear'> = {
	layout: last,
	sets: (op, x) => [
		{
			name: '',
			value: py`nn.Linear(${dim(x)}, ${wide(op.out, x)}${biasArgument(op.bias === true)})`
		},
		...(op.bias === 'queries and values' ? ['q_bias', 'v_bias'] : []).map((name) => ({
			name,
			value: py`nn.Parameter(torch.zeros(${channelCount(op.out / 3)}))`
		}))
	],
	does: (op, _layout, self) =>
		op.bias === 'queries and values' ? py`project(x, ${self}, self.q_bias, self.v_bias)` : null,
	leaves: null
};

// A filter along the channels takes them as the positions of one channel.
export const channelConv: TorchRow<'channelConv'> = {
	layout: anyhow,
	sets: (op) => {
		const kernel = count(op.taps, 'taps');
		const half = option('padding', (op.taps - 1) / 2, 0, 'half');
		return asItself(py`nn.Conv1d(1, 1, ${kernel}${half}, bias=False)`);
	},
	does: (_op, _layout, self) => py`${self}(x[:, None])[:, 0]`,
	leaves: null
};

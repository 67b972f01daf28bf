import { count, py } from '../line.ts';
import { anyhow, first, dim, asItself, helper, type TorchRow } from './row.ts';

export const flatten: TorchRow<'flatten'> = helper(
	first,
	({ vector }) => (vector ? py`x.flatten(1)` : py`x.flatten(2).transpose(1, 2)`),
	({ vector }) => (vector ? 'vector' : 'tokens')
);

export const learnedTokens: TorchRow<'learnedTokens'> = {
	layout: anyhow,
	sets: ({ count: tokens }, x) =>
		asItself(py`nn.Parameter(0.02 * torch.randn(1, ${count(tokens, 'learned')}, ${dim(x)}))`),
	does: (_op, _layout, self) => py`torch.cat([${self}.expand(len(x), -1, -1), x], dim=1)`,
	leaves: null
};

export const positionEmbedding: TorchRow<'positionEmbedding'> = {
	layout: anyhow,
	sets: (_op, x) =>
		asItself(py`nn.Parameter(0.02 * torch.randn(1, ${count(x[0] ?? 0, 'tokens')}, ${dim(x)}))`),
	does: (_op, _layout, self) => py`x + ${self}`,
	leaves: null
};

export const globalPool: TorchRow<'globalPool'> = helper(
	anyhow,
	({ keepDims }, layout) => {
		const axes = layout === 'channels last' ? '(1, 2)' : '(2, 3)';
		return py`x.mean(${axes}${keepDims ? ', keepdim=True' : ''})`;
	},
	({ keepDims }) => (keepDims ? null : 'vector')
);

export const meanPool: TorchRow<'meanPool'> = helper(
	anyhow,
	({ skip }, layout) => {
		if (layout === 'channels first') return py`x.mean((2, 3))`;
		if (layout === 'channels last') return py`x.mean((1, 2))`;
		return skip > 0 ? py`x[:, ${String(skip)}:].mean(1)` : py`x.mean(1)`;
	},
	'vector'
);

export const tokenAt: TorchRow<'tokenAt'> = helper(
	anyhow,
	({ index }) => py`x[:, ${String(index)}]`,
	'vector'
);

export const dropTokens: TorchRow<'dropTokens'> = helper(
	anyhow,
	(op) => py`x[:, ${count(op.count, 'before')}:]`
);

export const latent: TorchRow<'latent'> = {
	layout: anyhow,
	sets: (_op, x) => asItself(py`nn.Parameter(0.02 * torch.randn(1, 1, ${dim(x)}))`),
	does: (_op, _layout, self) => py`${self}.expand(len(x), -1, -1)`,
	leaves: null
};

import { place, py } from '../line.ts';
import { anyhow, dim, asItself, helper, type TorchRow } from './row.ts';

export const bias: TorchRow<'bias'> = {
	layout: anyhow,
	sets: (_op, x) => asItself(py`nn.Parameter(torch.zeros(${dim(x)}))`),
	does: (_op, layout, self) =>
		py`x + ${self}${layout === 'channels first' ? '[:, None, None]' : ''}`,
	leaves: null
};

export const factor: TorchRow<'factor'> = helper(anyhow, ({ value }) => py`x * ${String(value)}`);

export const layerScale: TorchRow<'layerScale'> = {
	layout: anyhow,
	sets: ({ weight }, x) =>
		asItself(weight ? py`LayerScale(${dim(x)})` : py`nn.Parameter(1e-6 * torch.ones(${dim(x)}))`),
	does: ({ weight }, layout, self) =>
		weight ? null : py`x * ${self}${layout === 'channels first' ? '[:, None, None]' : ''}`,
	leaves: null
};

export const scaleBias: TorchRow<'scaleBias'> = {
	layout: anyhow,
	sets: () => [
		{ name: 'scale', value: py`nn.Parameter(torch.ones(1))` },
		{ name: 'bias', value: py`nn.Parameter(torch.zeros(1))` }
	],
	does: (_op, _layout, self) => py`${self}scale * x + ${self}bias`,
	leaves: null
};

export const slice: TorchRow<'slice'> = helper(anyhow, ({ from, to }, layout) => {
	const range = py`${place(from)}:${place(to)}`;
	return layout === 'channels first' ? py`x[:, ${range}]` : py`x[..., ${range}]`;
});

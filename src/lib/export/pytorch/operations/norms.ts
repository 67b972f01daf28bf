import type { LayerOp, Shape } from '../../../arch/net.ts';
import { channels } from '../../../arch/ops/rule.ts';
import { channelCount, count, named, py, type Line } from '../line.ts';
import { first, dim, asItself, module, isMap, formatOf, eps, type TorchRow } from './row.ts';

/** A norm over the channels of each position, or over those of each head of a token by itself. */
function rowNorm<K extends 'layerNorm' | 'rmsNorm'>(
	write: (op: LayerOp<K>, x: Shape, width: Line) => Line
): TorchRow<K> {
	return {
		layout: formatOf,
		sets: (op, x) =>
			asItself(write(op, x, py`${channelCount(channels(x) / (op.heads ?? 1), 'dim')}`)),
		does: ({ heads }, _layout, self) =>
			heads === undefined
				? null
				: py`${self}(x.unflatten(-1, (${named(heads, 'heads')}, -1))).flatten(-2)`,
		leaves: null
	};
}

export const batchNorm: TorchRow<'batchNorm'> = module(
	first,
	(op, x) => py`nn.${isMap(x) ? 'BatchNorm2d' : 'BatchNorm1d'}(${dim(x)}${eps(op.eps, 1e-5)})`
);

export const layerNorm: TorchRow<'layerNorm'> = rowNorm<'layerNorm'>(
	(op, x, width) =>
		py`${op.channelsFirst && isMap(x) ? 'LayerNorm2d' : 'nn.LayerNorm'}(${width}${eps(op.eps, 1e-5)}${op.bias === false ? ', bias=False' : ''})`
);

export const rmsNorm: TorchRow<'rmsNorm'> = rowNorm<'rmsNorm'>(
	(op, x, width) =>
		py`${op.channelsFirst && isMap(x) ? 'RMSNorm2d' : 'nn.RMSNorm'}(${width}${eps(op.eps, 0)})`
);

export const simpleNorm: TorchRow<'simpleNorm'> = module(
	formatOf,
	(op, x) =>
		py`SimpleNorm(${dim(x)}${eps(op.eps, 1e-6)}${op.channelsFirst && isMap(x) ? ', channels_first=True' : ''})`
);

export const groupNorm: TorchRow<'groupNorm'> = module(
	first,
	(op, x) =>
		py`${op.bias === false ? 'GroupNormNoBias' : 'nn.GroupNorm'}(${count(op.groups, 'norm_groups')}, ${dim(x)}${eps(op.eps, 1e-5)})`
);

export const grn: TorchRow<'grn'> = module(
	formatOf,
	(op, x) =>
		py`GlobalResponseNorm(${dim(x)}${eps(op.eps, 1e-6)}${op.channelsFirst ? ', channels_first=True' : ''})`
);

import type { Shape } from '../net.ts';
import { channels, elementwise, ShapeMismatch, type OpRule, type Weight } from './rule.ts';
import type { Traits } from './traits.ts';

const affine = (x: Shape, heads = 1): readonly Weight[] => [
	{ name: 'weight', shape: [channels(x) / heads] },
	{ name: 'bias', shape: [channels(x) / heads] }
];

function norm(label: string, module: string, traits: Traits = { positions: 'own' }) {
	return {
		...elementwise('norm', label, module, traits),
		weights: (_op: unknown, x: Shape) => affine(x)
	};
}

export const batchNorm: OpRule<'batchNorm'> = {
	...norm('BN', 'BatchNorm2d', { positions: 'own', affine: true }),
	weights: (_op, x) => [
		...affine(x),
		{ name: 'running_mean', shape: [channels(x)], buffer: true },
		{ name: 'running_var', shape: [channels(x)], buffer: true }
	]
};

/** What norms over the channels share that also come in a form for each head of attention by itself. */
function rowNorm(label: string) {
	return {
		...norm(label, ''),
		shape({ heads = 1 }: { heads?: number }, x: Shape) {
			if (channels(x) % heads !== 0)
				throw new ShapeMismatch('channels', `${heads} heads do not divide ${channels(x)} channels`);
			return x;
		},
		label: ({ heads }: { heads?: number }) => (heads === undefined ? label : `${label} by head`)
	};
}

export const layerNorm: OpRule<'layerNorm'> = {
	...rowNorm('LN'),
	module: (op) => (op.channelsFirst ? 'LayerNorm2d' : 'LayerNorm'),
	weights: ({ bias, heads }, x) =>
		bias === false ? affine(x, heads).slice(0, 1) : affine(x, heads)
};

export const rmsNorm: OpRule<'rmsNorm'> = {
	...rowNorm('RMSNorm'),
	module: (op) => (op.channelsFirst ? 'RmsNorm2d' : 'RmsNorm'),
	weights: ({ heads }, x) => affine(x, heads).slice(0, 1)
};

export const simpleNorm: OpRule<'simpleNorm'> = {
	...norm('SimpleNorm', ''),
	module: (op) => (op.channelsFirst ? 'SimpleNorm2d' : 'SimpleNorm'),
	weights: (_op, x) => [{ name: 'weight', shape: [channels(x)] }]
};

export const groupNorm: OpRule<'groupNorm'> = {
	...norm('GN', 'GroupNorm', { positions: 'all' }),
	shape(op, x) {
		if (channels(x) % op.groups !== 0)
			throw new ShapeMismatch(
				'channels',
				`${op.groups} groups do not divide ${channels(x)} channels`
			);
		return x;
	},
	label: (op) => `GN, ${op.groups} ${op.groups === 1 ? 'group' : 'groups'}`,
	weights: (op, x) => (op.bias === false ? affine(x).slice(0, 1) : affine(x))
};

export const grn: OpRule<'grn'> = norm('GRN', 'GlobalResponseNorm', {
	positions: 'all'
});

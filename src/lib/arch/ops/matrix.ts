import { sidesOf, sidesText, type LayerOp, type PerAxis, type Shape } from '../net.ts';
import {
	channels,
	elementwise,
	map,
	ShapeMismatch,
	type Factor,
	type OpRule,
	type Weight
} from './rule.ts';
import { windowed } from './windowed.ts';

function withBias(weight: Weight, { out, bias }: Pick<LayerOp<'linear'>, 'out' | 'bias'>) {
	if (!bias) return [weight];
	if (bias === true) return [weight, { name: 'bias', shape: [out] }];
	const shape = [out / 3];
	return [weight, { name: '../q_bias', shape }, { name: '../v_bias', shape }];
}

/** The sides of a kernel as factors of a count. */
export function kernelFactors(kernel: PerAxis): readonly [Factor, Factor] {
	const [height, width] = sidesOf(kernel);
	const [down, across] = height === width ? ['k', 'k'] : ['kh', 'kw'];
	return [
		{ symbol: down, value: height },
		{ symbol: across, value: width }
	];
}

/** Whether a kernel sees one position alone. */
export const isPointwise = (kernel: PerAxis): boolean =>
	sidesOf(kernel).every((side) => side === 1);

/** What timm's hybrids add to the variance of the weights that they standardize. */
export const STANDARDIZED_EPS = 1e-8;

export const conv: OpRule<'conv'> = {
	shape(op, x) {
		const [, , depth] = map(x);
		const divide = Number.isInteger(op.groups) && depth % op.groups === 0;
		if (!divide || op.out % op.groups !== 0)
			throw new ShapeMismatch(
				'channels',
				`${op.groups} groups do not divide ${depth} → ${op.out} channels`
			);
		return windowed('kernel', x, op.out, op);
	},
	weights(op, x) {
		const shape = [op.out, channels(x) / op.groups, ...sidesOf(op.kernel)];
		return withBias({ name: 'weight', shape }, op);
	},
	macs(op, x, y) {
		const [height, width] = map(y);
		return [
			[
				{ symbol: 'H', value: height },
				{ symbol: 'W', value: width },
				...kernelFactors(op.kernel),
				{ symbol: op.groups === 1 ? 'Cin' : 'Cin/g', value: channels(x) / op.groups },
				{ symbol: 'Cout', value: op.out }
			]
		];
	},
	kind(op, x) {
		if (op.groups > 1) return op.groups === channels(x) ? 'depthwise' : 'grouped conv';
		return isPointwise(op.kernel) ? 'pointwise' : 'dense conv';
	},
	label(op, x) {
		const { groups, dilation = 1 } = op;
		const size = sidesText(op.kernel);
		const dilated = dilation > 1 ? `, dilated by ${dilation}` : '';
		const how = `${dilated}${op.standardized ? ', standardized' : ''}`;
		if (groups > 1 && groups === channels(x)) return `${size} depthwise ${op.out}${how}`;
		const apart = groups > 1 ? `, ${groups} groups` : '';
		return `${size} ${channels(x)} → ${op.out}${apart}${how}`;
	},
	module: () => 'Conv2d',
	traits: { positions: 'window', product: true }
};

const positions = (x: Shape) =>
	x.length === 3
		? [
				{ symbol: 'H', value: x[0] ?? 0 },
				{ symbol: 'W', value: x[1] ?? 0 }
			]
		: x.slice(0, -1).map((value) => ({ symbol: 'N', value }));

export const linear: OpRule<'linear'> = {
	shape: (op, x) => [...x.slice(0, -1), op.out],
	weights: (op, x) => withBias({ name: 'weight', shape: [op.out, channels(x)] }, op),
	macs: (op, x) => [
		[...positions(x), { symbol: 'Cin', value: channels(x) }, { symbol: 'Cout', value: op.out }]
	],
	// With a bias in parts, timm calls it as a function: what listens to layers, as the figures of
	// activations are made, does not see it.
	activations: (op) => (op.bias === 'queries and values' ? 0 : undefined),
	kind: (_op, x) => (x.length === 1 ? 'classifier' : 'pointwise'),
	label: (op, x) =>
		x.length === 3 ? `1 × 1 ${channels(x)} → ${op.out}` : `linear ${channels(x)} → ${op.out}`,
	module: () => 'Linear',
	traits: { positions: 'own', product: true, channelsLast: true }
};

export const channelConv: OpRule<'channelConv'> = {
	...elementwise('scale', '', 'Conv1d'),
	shape(_op, x) {
		if (x.length !== 1) throw new ShapeMismatch('map', `needs a vector, and got ${x.join(' × ')}`);
		return x;
	},
	weights: (op) => [{ name: 'weight', shape: [1, 1, op.taps] }],
	macs: (op, x) => [
		[
			{ symbol: 'C', value: channels(x) },
			{ symbol: 'k', value: op.taps }
		]
	],
	label: ({ taps }) => `conv of ${taps} along channels`
};

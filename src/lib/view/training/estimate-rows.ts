import type { Layer } from '../../arch/infer.ts';
import { BYTES_PER_FLOAT, weightBytes } from '../../count/memory.ts';
import { OPTIMIZERS, trainingCost, type Optimizer } from '../../count/training.ts';
import { bytes, exact, si } from '../../kit/format.ts';

type Amount = Readonly<{ text: string; exactText: string; width: string }>;

/** One line of an estimate: how it comes about, and what it is. */
export type Line = Readonly<{ key: string; name: string; formula: string }> & Amount;

const widthOf = (value: number, most: number): string => `${(100 * value) / (most || 1)}%`;

/** Multiply-accumulates of a step; both together fill a bar. */
export function workLines(layers: readonly Layer[], batch: number): readonly Line[] {
	const { forwardMacs, backwardMacs } = trainingCost(layers, { batch, optimizer: 'SGD' });
	const step = forwardMacs + backwardMacs;
	const amount = (value: number): Amount => ({
		text: si(value, 4),
		exactText: `${exact(value)} MACs`,
		width: widthOf(value, step)
	});
	const one = batch > 0 ? forwardMacs / batch : 0;
	return [
		{
			key: 'forward',
			name: 'forward',
			formula: `${exact(one)} × ${batch === 1 ? '1 image' : `${batch} images`}`,
			...amount(forwardMacs)
		},
		{
			key: 'backward',
			name: 'backward',
			formula: '2 × forward: for the gradients of weights and of inputs',
			...amount(backwardMacs)
		},
		{ key: 'step', name: 'a step', formula: 'forward + backward', ...amount(step) }
	];
}

/** What one optimizer makes a step hold, activations apart. */
export type State = Readonly<{ optimizer: Optimizer; what: string; lines: readonly Line[] }>;

const KEPT: Readonly<Record<Optimizer, string>> = {
	SGD: 'SGD and momentum',
	AdamW: 'AdamW'
};
const MEANS: Readonly<Record<Optimizer, string>> = {
	SGD: 'the momentum',
	AdamW: 'two running means'
};

/** Weights, gradients and optimizer state by optimizer; the largest sum fills a bar. */
export function stateLines(layers: readonly Layer[]): readonly State[] {
	const weights = weightBytes(layers);
	const params = layers.reduce((sum, layer) => sum + layer.params, 0);
	const costs = (Object.keys(OPTIMIZERS) as Optimizer[]).map((optimizer) => {
		const { gradientBytes, optimizerBytes } = trainingCost(layers, { batch: 1, optimizer });
		return { optimizer, gradientBytes, optimizerBytes };
	});
	const sumOf = (cost: (typeof costs)[number]) =>
		weights + cost.gradientBytes + cost.optimizerBytes;
	const most = Math.max(...costs.map(sumOf));
	const amount = (value: number): Amount => ({
		text: bytes(value),
		exactText: `${exact(value)} B`,
		width: widthOf(value, most)
	});
	return costs.map((cost): State => {
		const { optimizer, gradientBytes, optimizerBytes } = cost;
		const each = OPTIMIZERS[optimizer] * BYTES_PER_FLOAT;
		return {
			optimizer,
			what: KEPT[optimizer],
			lines: [
				{
					key: 'weights',
					name: 'weights',
					formula: `${exact(weights / BYTES_PER_FLOAT)} × ${BYTES_PER_FLOAT} B`,
					...amount(weights)
				},
				{
					key: 'gradients',
					name: 'gradients',
					formula: `${exact(params)} × ${BYTES_PER_FLOAT} B`,
					...amount(gradientBytes)
				},
				{
					key: 'state',
					name: 'optimizer state',
					formula: `${exact(params)} × ${each} B: ${MEANS[optimizer]}`,
					...amount(optimizerBytes)
				},
				{ key: 'sum', name: 'sum', formula: '', ...amount(sumOf(cost)) }
			]
		};
	});
}

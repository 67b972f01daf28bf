import type { Output } from './report/report.ts';
import { LiveError } from '../errors/failure.ts';

const TOP = 5;

/** @param values outputs of a batch, one image after the other */
export function summarize(values: ArrayLike<number>, batch: number): Output {
	const logits = Array.from(values).slice(0, values.length / batch);
	const order = logits.map((_, i) => i).sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0));
	const largest = logits[order[0] ?? 0] ?? 0;
	const sum = logits.reduce((total, value) => total + Math.exp(value - largest), 0);
	const mean = logits.reduce((sum, value) => sum + value, 0) / logits.length;
	const variance = logits.reduce((sum, value) => sum + (value - mean) ** 2, 0) / logits.length;
	return {
		finite: isFinite(values),
		classes: logits.length,
		logits: logits.slice(0, 16),
		argmax: logits.reduce((best, value, i) => (value > (logits[best] ?? -Infinity) ? i : best), 0),
		mean,
		std: Math.sqrt(variance),
		top: order
			.slice(0, TOP)
			.map((index) => ({ index, share: Math.exp((logits[index] ?? 0) - largest) / sum }))
	};
}

function isFinite(values: ArrayLike<number>): boolean {
	for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
	return true;
}

/** GPU errors do not throw: they show in what comes back. @throws LiveError */
export function checkOutput(values: ArrayLike<number>): void {
	if (!isFinite(values))
		throw new LiveError(
			'bad-output',
			'The network’s output is not finite, so its times are not shown.',
			'If the design has norms, the device computed wrongly: choose another backend. Without norms, values may have overflowed.'
		);
	if (Array.from(values).every((value) => value === 0))
		throw new LiveError(
			'bad-output',
			'The network’s output is all zeros: the device did not compute it.',
			'Use a smaller batch or input, or choose another backend.'
		);
}

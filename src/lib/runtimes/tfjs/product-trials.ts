import { quickWeights } from '../../checkpoint/quick-weights.ts';
import type { BackendName } from '../backends.ts';
import type { PeakTrial } from '../peak-trial.ts';
import { planFor } from '../plan/plan-for.ts';
import type { CompiledStep } from '../runtime.ts';
import { compileLoneStep } from './compiled-step.ts';
import type { OpenBackend } from './opened.ts';

/** Sides of square products: the smallest stays in a processor's nearest memory. */
const SIDES = [256, 512, 1024];

/** Our own products, which are faster than tfjs's and so show better what a device reaches. */
export async function productTrials(
	backend: BackendName,
	opened: OpenBackend
): Promise<Readonly<{ trials: readonly PeakTrial[]; free: () => void }>> {
	const compiled: Readonly<{ side: number; step: CompiledStep }>[] = [];
	for (const side of SIDES) {
		const net = { kind: 'linear', out: side, bias: false } as const;
		const [step] = planFor(net, [side, side], backend, 'ours');
		if (!step) throw new Error('a product has no step');
		const request = { batch: 1, kernels: 'ours', weights: quickWeights, copies: 1 } as const;
		compiled.push({ side, step: await compileLoneStep(step, request, backend, opened) });
	}
	return {
		trials: compiled.map(({ side, step }) => ({
			name: `our product of ${side} × ${side} × ${side}`,
			amount: 2 * side ** 3,
			launch: async (times) => void (await step.time(times))
		})),
		free: () => compiled.forEach(({ step }) => step.free())
	};
}

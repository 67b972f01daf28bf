import { quickWeights } from '../../checkpoint/quick-weights.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import type { Step } from '../../runtimes/plan/plan.ts';
import type { CompiledStep, Session } from '../../runtimes/runtime.ts';

/** Puts kernel calls on a device, to be timed one by one. */
export type StepBench = Readonly<{
	batch: number;
	/** @param copies of its weights, each with its own values */
	compile(step: Step, copies?: number): Promise<CompiledStep>;
}>;

export const stepBench = (session: Session, kernels: Kernels, batch: number): StepBench => ({
	batch,
	compile: (step, copies = 1) =>
		session.compileStep(step, {
			...{ batch, kernels, copies },
			...{ weights: quickWeights, inputsAnew: true }
		})
});

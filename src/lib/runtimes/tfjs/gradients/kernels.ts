import { dispose } from '@tensorflow/tfjs-core';
import type { OpKind } from '../../../arch/net.ts';
import { kernelForm } from '../../plan/kernel-form.ts';
import type { Step } from '../../plan/plan.ts';
import type { Setting, WeightsOf } from '../compile-step.ts';
import type { GradientKernel } from './gradient.ts';
import { compileGradient } from './table.ts';

/** How gradients go back through the steps of a network, each put on the device when first needed. */
export type GradientKernels = Readonly<{
	of(step: Step): Promise<GradientKernel>;
	/** Frees what they have of the weights. */
	free(): void;
}>;

export function gradientKernels({ backend }: Setting, weightsOf: WeightsOf): GradientKernels {
	const made = new Map<Step, GradientKernel>();
	return {
		async of(step) {
			const known = made.get(step);
			if (known) return known;
			const { layer } = step;
			const { op, values } = kernelForm(layer.op, await weightsOf(layer));
			const { in: x, others } = layer;
			const shapes = [x, ...others];
			const kernel = compileGradient<OpKind>({ op, x, shapes, values, backend });
			made.set(step, kernel);
			return kernel;
		},
		free() {
			for (const { params } of made.values()) dispose([...params]);
			made.clear();
		}
	};
}

import { dispose } from '@tensorflow/tfjs-core';
import type { Op, OpKind, Shape } from '../../../arch/net.ts';
import { usesOwn } from '../../kernel-sets.ts';
import { kernelForm } from '../../plan/kernel-form.ts';
import { planOf, type Step } from '../../plan/plan.ts';
import { prepare, type Setting, type WeightsOf } from '../compile-step.ts';
import { nth, type CompiledKernel } from '../kernels/kernel.ts';
import type { GradientArguments, GradientKernel } from './gradient.ts';
import { compileGradient } from './table.ts';

/** How gradients go back through the steps of a network, each put on the device when first needed. */
export type GradientKernels = Readonly<{
	of(step: Step): Promise<GradientKernel>;
	/** Frees what they have of the weights. */
	free(): void;
}>;

/**
 * An operation as it is computed on the way there, with our kernels where they need not be measured first:
 * on WebAssembly.
 */
async function kernelOf(
	setting: Setting,
	op: Op,
	x: Shape,
	values: readonly Float32Array[]
): Promise<CompiledKernel> {
	return prepare(nth(planOf(op, x), 0), setting, () => Promise.resolve(values));
}

export function gradientKernels(all: Setting, weightsOf: WeightsOf): GradientKernels {
	const { backend } = all;
	const setting: Setting = { ...all, kernels: backend === 'wasm' ? all.kernels : 'stock' };
	const made = new Map<Step, GradientKernel>();
	async function compile({ layer }: Step): Promise<GradientKernel> {
		const { op, values } = kernelForm(layer.op, await weightsOf(layer));
		const { in: x, others } = layer;
		const args: GradientArguments<OpKind> = {
			...{ op, x, values, backend },
			shapes: [x, ...others],
			kernelOf: (part, of, weights) => kernelOf(setting, part, of, weights)
		};
		const own = usesOwn(backend, setting.kernels)
			? await (await import('../../wasm/gradients.ts')).compileWasmGradient<OpKind>(args)
			: null;
		return own ?? (await compileGradient<OpKind>(args));
	}
	return {
		async of(step) {
			const kernel = made.get(step) ?? (await compile(step));
			made.set(step, kernel);
			return kernel;
		},
		free() {
			for (const { params } of made.values()) dispose([...params]);
			made.clear();
		}
	};
}

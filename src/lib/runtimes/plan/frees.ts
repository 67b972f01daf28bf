import { INPUT, lastUses } from '../../arch/flow.ts';

/** Says of each step which values nothing needs after it. */
export function withFrees<T extends Readonly<{ inputs: readonly number[] }>>(
	steps: readonly T[]
): readonly (T & { frees: readonly number[] })[] {
	const lastUse = lastUses(steps.map(({ inputs }) => inputs));
	return steps.map((step, at) => ({
		...step,
		frees: [...new Set(step.inputs)].filter((value) => value !== INPUT && lastUse.get(value) === at)
	}));
}

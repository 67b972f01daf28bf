import type { OpKind } from '../arch/net.ts';
import { labelOf } from '../arch/ops.ts';
import { isActivation } from '../arch/ops/activations.ts';
import { usesOwn } from '../runtimes/kernel-sets.ts';
import { OWN_FUSION, TFJS_FUSION } from '../runtimes/plan/fuse.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import type { Feature } from './features.ts';
import type { Where } from './kernel-class.ts';
import { loneStep } from './lone-step.ts';

/** Epilogues that are measured, one after the other. */
const COMMON: readonly (readonly OpKind[])[] = [
	[],
	['gelu'],
	['add'],
	['relu'],
	['gelu'],
	['add', 'relu']
];
const EPILOGUE_FEATURES: readonly Feature[] = ['relu', 'gelu', 'add'];

/** An activation that is no feature of other classes: calls that end in it are a class of their own. */
export function rareActivation({ then }: Step): Readonly<{ kind: OpKind; name: string }> | null {
	const found = then.find(
		({ op }) => isActivation(op) && !EPILOGUE_FEATURES.some((feature) => feature === op.kind)
	);
	return found ? { kind: found.op.kind, name: labelOf(found.op, found.in) } : null;
}

/** The epilogues that calls of a kind have here. */
function epilogues(where: Where, step: Step): readonly (readonly OpKind[])[] {
	const fusion = usesOwn(where.backend, where.kernels) ? OWN_FUSION : TFJS_FUSION;
	if (where.kernels === 'stock') return [[]];
	const rare = rareActivation(step)?.kind;
	return (rare ? [[rare], ['add' as const, rare]] : COMMON).filter((kinds) =>
		kinds.every((_, i) => {
			const { layer, then } = loneStep(step.layer.op, step.layer.in, kinds.slice(0, i + 1));
			const next = then[i];
			return next !== undefined && fusion.takes([layer, ...then.slice(0, i)], next);
		})
	);
}

/** How calls of a class end: the i-th of them, what that may cost, and how many more must be measured for it. */
export const withEpilogues = (
	where: Where,
	step: Step
): { of: (i: number) => readonly OpKind[]; features: readonly Feature[]; more: number } => {
	const variants = epilogues(where, step);
	const kinds = new Set(variants.flat());
	const features = EPILOGUE_FEATURES.filter((feature) => kinds.has(feature as OpKind));
	return {
		of: (i) => variants[i % variants.length] ?? [],
		features,
		more: variants.length > 1 ? 2 + features.length : 0
	};
};

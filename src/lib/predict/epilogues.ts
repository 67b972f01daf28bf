import type { OpKind } from '../arch/net.ts';
import { usesOwn } from '../runtimes/kernel-sets.ts';
import { OWN_FUSION, TFJS_FUSION } from '../runtimes/plan/fuse.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import type { Feature } from './features.ts';
import type { Where } from './kernel-class.ts';
import { loneStep } from './lone-step.ts';

/** Ways to finish that are measured, one after the other. */
const FINISHES: readonly (readonly OpKind[])[] = [
	[],
	['gelu'],
	['add'],
	['relu'],
	['gelu'],
	['add', 'relu']
];
/** SiLU is rare: calls that end in it are a class of their own. */
const SILU: readonly (readonly OpKind[])[] = [['silu'], ['add', 'silu']];
const FINISHED: readonly Feature[] = ['relu', 'gelu', 'add'];

export const isSilu = ({ then }: Step): boolean => then.some(({ op }) => op.kind === 'silu');

/** The ways to finish that calls of a kind have here. */
function epilogues(where: Where, step: Step): readonly (readonly OpKind[])[] {
	const fusion = usesOwn(where.backend, where.kernels) ? OWN_FUSION : TFJS_FUSION;
	if (where.kernels === 'stock') return [[]];
	return (isSilu(step) ? SILU : FINISHES).filter((kinds) =>
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
	const ways = epilogues(where, step);
	const kinds = new Set(ways.flat());
	const features = FINISHED.filter((feature) => kinds.has(feature as OpKind));
	return {
		of: (i) => ways[i % ways.length] ?? [],
		features,
		more: ways.length > 1 ? 2 + features.length : 0
	};
};

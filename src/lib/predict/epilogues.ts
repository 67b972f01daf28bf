import type { LayerOp } from '../arch/net.ts';
import { labelOf, traitsOf } from '../arch/ops.ts';
import { isActivation } from '../arch/ops/activations.ts';
import { fusionOf, keptIn } from '../runtimes/plan/fuse.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import type { Feature } from './features.ts';
import type { Where } from './kernel-class.ts';
import { loneStep } from '../runtimes/plan/lone-step.ts';

type Epilogue = readonly LayerOp[];

const ADD: LayerOp = { kind: 'add' };
const RELU: LayerOp = { kind: 'relu' };
const GELU: LayerOp = { kind: 'gelu' };

/** Epilogues that are measured. */
const COMMON: readonly Epilogue[] = [[], [GELU], [ADD], [RELU], [GELU], [ADD, RELU]];
const EPILOGUE_FEATURES: readonly Feature[] = ['relu', 'gelu', 'add'];

const isCommon = ({ kind }: LayerOp): boolean =>
	EPILOGUE_FEATURES.some((feature) => feature === kind);

/** Whether an epilogue does something for it; the rest leaves values as they lie. */
function computes({ kind }: LayerOp): boolean {
	const { activation, affine, join } = traitsOf(kind);
	return activation !== undefined || affine === true || join === true;
}

/** An epilogue with parts that are no features of other classes: calls that end so are a class of their own. */
export type RareEpilogue = Readonly<{ ops: Epilogue; name: string }>;

export function rareEpilogue({ layer, then }: Step): RareEpilogue | null {
	const after = keptIn([layer, ...then])
		.slice(1)
		.filter(({ op }) => computes(op));
	const rare = after.filter(({ op }) => !isCommon(op));
	const [first, ...more] = rare;
	if (!first) return null;
	// With a shortcut or without it, what ends in an activation alone is one class.
	const kept = more.length === 0 && isActivation(first.op) ? [first] : after;
	return {
		ops: kept.map(({ op }) => op),
		name: kept.map(({ op, in: x }) => labelOf(op, x)).join(', ')
	};
}

/** The epilogues that calls of a kind have here. */
function epilogues(where: Where, step: Step): readonly Epilogue[] {
	const fusion = fusionOf(where.backend, where.kernels);
	if (where.kernels === 'stock') return [[]];
	const rare = rareEpilogue(step);
	const withAdd = rare?.ops.some((op) => isActivation(op)) && rare.ops.length === 1;
	const all = rare ? [rare.ops, ...(withAdd ? [[ADD, ...rare.ops]] : [])] : COMMON;
	return all.filter((ops) =>
		ops.every((_, i) => {
			const { layer, then } = loneStep(step.layer.op, step.layer.in, ops.slice(0, i + 1));
			const next = then[i];
			return next !== undefined && fusion.takes([layer, ...then.slice(0, i)], next);
		})
	);
}

/**
 * How calls of a class end, what that may cost, and how many more must be measured for it. A share says
 * which way it is: taken in turns, it would go with the sizes, whose sequences have turns of their own.
 */
export const withEpilogues = (
	where: Where,
	step: Step
): { of: (share: number) => Epilogue; features: readonly Feature[]; more: number } => {
	const variants = epilogues(where, step);
	// What all have is no feature of its own: it grows with the output, as they do.
	const differ = variants.length > 1 ? variants : [];
	const kinds = new Set(differ.flat().map(({ kind }) => kind));
	const features = EPILOGUE_FEATURES.filter((feature) => kinds.has(feature as LayerOp['kind']));
	return {
		of: (share) => variants[Math.floor(share * variants.length)] ?? [],
		features,
		more: variants.length > 1 ? 2 + features.length : 0
	};
};

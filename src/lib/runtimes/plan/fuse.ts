import { INPUT } from '../../arch/flow.ts';
import type { Layer } from '../../arch/infer.ts';
import { sameShape, type LayerOp, type OpKind } from '../../arch/net.ts';
import { traitsOf } from '../../arch/ops.ts';
import { isShifted } from '../../arch/ops/attention.ts';
import { isActivation } from '../../arch/ops/activations.ts';
import { withFrees } from './frees.ts';
import type { Step } from './plan.ts';

/** What a set of kernels can compute in one call. */
export type Fusion = Readonly<{
	/** Whether a call that computes these layers can go on with the next one. */
	takes(layers: readonly Layer[], next: Layer): boolean;
	/** Whether attention over shifted windows does the shift itself. */
	rolls: boolean;
}>;

const has = (layers: readonly Layer[], kind: OpKind): boolean =>
	layers.some(({ op }) => op.kind === kind);

/** A factor and a summand for each channel: right after a product they fold into its weights. */
export const isAffine = ({ op }: Layer): boolean => traitsOf(op.kind).affine === true;

const folds = ([first, ...rest]: readonly Layer[], next: Layer): boolean =>
	first !== undefined &&
	traitsOf(first.op.kind).product === true &&
	rest.every(isAffine) &&
	isAffine(next);

/** tfjs's own fused kernels end in a ReLU at most; its grouped convolutions are made of several calls. */
export const TFJS_FUSION: Fusion = {
	takes([first, ...rest], next) {
		if (first === undefined) return false;
		if (folds([first, ...rest], next)) return true;
		const { op, in: x } = first;
		const isWhole = op.kind === 'linear' || (op.kind === 'conv' && isDenseOrDepthwise(op, x[2]));
		return isWhole && rest.every(isAffine) && next.op.kind === 'relu';
	},
	rolls: false
};

const isDenseOrDepthwise = ({ groups }: LayerOp<'conv'>, channels: number | undefined): boolean =>
	groups === 1 || groups === channels;

/** Our kernels that end in an epilogue, beside those of products, affine layers and activations. */
const OTHERS_WITH_EPILOGUE: ReadonlySet<OpKind> = new Set<OpKind>([
	'layerNorm',
	'rmsNorm',
	'simpleNorm',
	'groupNorm',
	'add'
]);

/** Whether our kernel ends in any activations and an addition. */
function hasEpilogue(kind: OpKind): boolean {
	const { product, affine, activation } = traitsOf(kind);
	return (
		product === true ||
		affine === true ||
		activation !== undefined ||
		OTHERS_WITH_EPILOGUE.has(kind)
	);
}

/** Our own WGSL kernels. */
export const OWN_FUSION: Fusion = {
	takes(layers, next) {
		const [first] = layers;
		if (first === undefined) return false;
		if (isIdentity(next) || folds(layers, next)) return true;
		// Joins of more than two are made by several of tfjs's kernels.
		if (!hasEpilogue(first.op.kind) || first.others.length > 1) return false;
		if (isActivation(next.op)) return true;
		return next.op.kind === 'add' && next.others.length === 1 && !has(layers, 'add');
	},
	rolls: true
};

/** Whether values stay as they lie in memory. */
function isIdentity({ op, in: x, out }: Layer): boolean {
	if (traitsOf(op.kind).view) return true;
	const isShift = op.kind === 'shiftWindows' || op.kind === 'unshiftWindows';
	return isShift && !isShifted(op) && sameShape(x, out);
}

type Call = { -readonly [K in keyof Omit<Step, 'frees'>]: Step[K] };

const countUses = (steps: readonly Step[]): ReadonlyMap<number, number> => {
	const uses = new Map<number, number>();
	for (const { inputs } of steps)
		for (const value of inputs) uses.set(value, (uses.get(value) ?? 0) + 1);
	return uses;
};

/**
 * Where windows divide the map, a shift before attention and its undoing after it need not move
 * anything if attention looks for its windows in the right place: what stands between acts on each
 * position alone. Gives the numbers of such shifts, and of the attention between.
 */
function shiftsIn(steps: readonly Step[], outputs: ReadonlySet<string>) {
	const shifts = new Set<number>();
	const rolling = new Set<number>();
	const uses = countUses(steps);
	const single = (at: number): boolean => uses.get(at) === 1;
	steps.forEach(({ layer, inputs }, at) => {
		if (layer.op.kind !== 'shiftWindows') return;
		const end = steps.findIndex(({ layer: { op } }, i) => i > at && op.kind === 'unshiftWindows');
		const parts = steps.slice(at, end + 1);
		const between = parts.slice(1, -1).map((part) => part.layer);
		const attention = between.findIndex(({ op }) => op.kind === 'attention');
		const others = between.filter((_, i) => i !== attention);
		if (attention < 0 || !others.every(({ op }) => traitsOf(op.kind).positions === 'own')) return;
		const [from = INPUT] = inputs;
		if (from === INPUT || !single(from)) return;
		// Values between lie where the shift has put them: who wants to see one sees it there.
		if (parts.slice(0, -1).some((part) => outputs.has(part.layer.path))) return;
		const isLine = parts
			.slice(1)
			.every(({ inputs: own }, i) => own.length === 1 && own[0] === at + i && single(at + i));
		if (!isLine || !sameShape(layer.in, layer.out)) return;
		shifts.add(at).add(end);
		rolling.add(at + 1 + attention);
	});
	return { shifts, rolling };
}

/**
 * Joins steps into fewer kernel calls. A step joins the call that made the last of its values if
 * nothing else needs that value, so that an addition joins whichever branch is computed last.
 *
 * @param steps one for each layer
 * @param outputs paths of layers that no call computes past
 */
export function fuse(
	steps: readonly Step[],
	fusion: Fusion,
	outputs: ReadonlySet<string> = new Set()
): readonly Step[] {
	const uses = countUses(steps);
	const { shifts, rolling } = shiftsIn(fusion.rolls ? steps : [], outputs);
	const calls: Call[] = [];
	/** The call that makes each value. */
	const makers = new Map<number, number>();

	steps.forEach(({ layer, inputs }, at) => {
		const made = inputs.map((value) => makers.get(value) ?? -1);
		const latest = Math.max(...made);
		const value = inputs[made.indexOf(latest)];
		const call = calls[latest];
		const isOnlyUse = value !== undefined && uses.get(value) === 1;
		if (call && isOnlyUse) {
			const layers = [call.layer, ...call.then];
			const isShown = outputs.has(layers.at(-1)?.path ?? '');
			if (!isShown && (shifts.has(at) || fusion.takes(layers, layer))) {
				call.then = [...call.then, layer];
				call.inputs = [...call.inputs, ...inputs.filter((other) => other !== value)];
				call.output = at;
				makers.set(at, latest);
				return;
			}
		}
		makers.set(at, calls.length);
		calls.push({ layer, then: [], inputs, output: at, rolls: rolling.has(at) });
	});
	return withFrees(calls);
}

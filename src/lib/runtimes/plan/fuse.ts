import { INPUT } from '../../arch/flow.ts';
import type { Layer } from '../../arch/infer.ts';
import { sameShape, type LayerOp, type OpKind } from '../../arch/net.ts';
import { traitsOf } from '../../arch/ops.ts';
import { isShifted } from '../../arch/ops/attention.ts';
import { isActivation } from '../../arch/ops/activations.ts';
import type { BackendName } from '../backends.ts';
import { usesOwn, type Kernels } from '../kernel-sets.ts';
import { withFrees } from './frees.ts';
import { MOST_PIECES, readInPlace } from './in-place.ts';
import type { Step } from './plan.ts';

/** What a set of kernels can compute in one call. */
export type Fusion = Readonly<{
	/** Whether a call that computes these layers can go on with the next one. */
	takes(layers: readonly Layer[], next: Layer): boolean;
	/** Whether attention over shifted windows does the shift itself. */
	rolls: boolean;
	/** Whether ranges of channels are read where they lie. */
	slices: boolean;
}>;

const has = (layers: readonly Layer[], kind: OpKind): boolean =>
	layers.some(({ op }) => op.kind === kind);

/** A factor and a summand for each channel: right after a product they fold into its weights. */
export const isAffine = ({ op }: Layer): boolean => traitsOf(op.kind).affine === true;

/** Of a call's layers those whose work its weights do not do, in order. */
export function keptIn([first, ...rest]: readonly Layer[]): readonly Layer[] {
	if (first === undefined) return [];
	if (!traitsOf(first.op.kind).product) return [first, ...rest];
	const end = rest.findIndex((layer) => !isAffine(layer));
	return [first, ...(end < 0 ? [] : rest.slice(end))];
}

const folds = ([first, ...rest]: readonly Layer[], next: Layer): boolean =>
	first !== undefined &&
	traitsOf(first.op.kind).product === true &&
	rest.every(isAffine) &&
	isAffine(next);

/** tfjs's own fused kernels end in a ReLU at most; its grouped convolutions are made of several calls. */
const TFJS_FUSION: Fusion = {
	takes([first, ...rest], next) {
		if (first === undefined) return false;
		if (folds([first, ...rest], next)) return true;
		const { op, in: x } = first;
		const isWhole = op.kind === 'linear' || (op.kind === 'conv' && isDenseOrDepthwise(op, x[2]));
		return isWhole && rest.every(isAffine) && next.op.kind === 'relu';
	},
	rolls: false,
	slices: false
};

const isDenseOrDepthwise = ({ groups }: LayerOp<'conv'>, channels: number | undefined): boolean =>
	groups === 1 || groups === channels;

/** Our kernels that end in an epilogue and know their results' channels, beside those of activations. */
const BY_CHANNEL: ReadonlySet<OpKind> = new Set<OpKind>([
	'add',
	'subtract',
	'mul',
	'concat',
	'slice',
	'avgPool'
]);

/** All that end in one, beside those of products, affine layers and activations. */
const OTHERS_WITH_EPILOGUE: ReadonlySet<OpKind> = new Set<OpKind>([
	...BY_CHANNEL,
	'layerNorm',
	'rmsNorm',
	'simpleNorm',
	'groupNorm'
]);

/** What our kernels do with a result and another value of its shape. */
const JOINING: ReadonlySet<OpKind> = new Set<OpKind>(['add', 'subtract', 'mul']);

/** Joins in one call: shaders may read few buffers. */
const MOST_JOINS = 2;

/** Whether our kernel ends in any activations and joins. */
function hasEpilogue(kind: OpKind): boolean {
	const { product, affine, activation } = traitsOf(kind);
	return (
		product === true ||
		affine === true ||
		activation !== undefined ||
		OTHERS_WITH_EPILOGUE.has(kind)
	);
}

/** Our own kernels. */
const OWN_FUSION: Fusion = {
	takes(layers, next) {
		const [first] = layers;
		if (first === undefined) return false;
		if (isIdentity(next) || folds(layers, next)) return true;
		// Joins of more than our kernels take are made by several of tfjs's.
		const { kind } = first.op;
		const most = kind === 'concat' ? MOST_PIECES : 2;
		if (!hasEpilogue(kind) || first.others.length >= most) return false;
		if (isActivation(next.op)) return true;
		return isAffine(next) ? takesAffine(layers, next) : takesJoin(layers, next);
	},
	rolls: true,
	slices: true
};

/** Our own kernels for WebAssembly, which read whole rows. */
const WASM_FUSION: Fusion = { ...OWN_FUSION, slices: false };

/** What the kernels that were chosen can compute in one call. */
export function fusionOf(backend: BackendName, kernels: Kernels): Fusion {
	if (!usesOwn(backend, kernels)) return TFJS_FUSION;
	return backend === 'wasm' ? WASM_FUSION : OWN_FUSION;
}

/** Whether a factor and a summand can be part of the epilogue; only one of each can. */
function takesAffine(layers: readonly Layer[], next: Layer): boolean {
	const [first] = layers;
	if (first === undefined || keptIn(layers).some(isAffine)) return false;
	const { kind } = first.op;
	const isByChannel = BY_CHANNEL.has(kind) || traitsOf(kind).activation !== undefined;
	return next.op.kind === 'scaleBias' || (isByChannel && next.in.at(-1) === first.out.at(-1));
}

/** Whether another value can be added, taken away or multiplied in the epilogue. */
function takesJoin(layers: readonly Layer[], { op, in: x, others }: Layer): boolean {
	const [other, ...more] = others;
	if (!JOINING.has(op.kind) || other === undefined || more.length > 0) return false;
	if (!sameShape(x, other) || has(layers, op.kind)) return false;
	const joined = layers.reduce((sum, layer) => sum + layer.others.length, 0);
	return joined < (has(layers, 'concat') ? MOST_PIECES : MOST_JOINS);
}

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
		// The result of a call comes first in what is made of it.
		const isFirst = layer.op.kind !== 'subtract' || value === inputs[0];
		if (call && isOnlyUse && isFirst) {
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
		calls.push({ layer, then: [], inputs, output: at, rolls: rolling.has(at), slices: [] });
	});
	return withFrees(fusion.slices ? readInPlace(calls, outputs) : calls);
}

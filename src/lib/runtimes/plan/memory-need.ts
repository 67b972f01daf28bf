import type { Layer } from '../../arch/infer.ts';
import { sidesOf, type OpKind } from '../../arch/net.ts';
import { elements } from '../../arch/ops.ts';
import { byActivation } from '../../arch/ops/activations.ts';
import { attentionSizes, crossAttentionSizes } from '../../arch/ops/attention.ts';
import { blurring, countsPadding, paddedElements } from '../../arch/ops/windowed.ts';
import { BYTES_PER_FLOAT } from '../../count/memory.ts';
import {
	mapBytes,
	weightBytesIn,
	weightSizes,
	type RunPrecision
} from '../../count/run-precision.ts';
import { BACKEND_LABELS, type Backend, type BackendName } from '../backends.ts';
import { usesOwn, type Kernels } from '../kernel-sets.ts';
import { LiveError } from '../../errors/failure.ts';
import { panelOf } from '../wasm/kernels/panels.ts';
import { arrangementOf, isDepthwise } from './conv-arrangement.ts';
import { mayHaveTiles, PLACES } from './conv-tiles.ts';
import { isAffine } from './fuse.ts';
import { layersIn, shapeOf, type Step } from './plan.ts';

/** Elements that an operation takes for a while beside its inputs and output, for one image. */
type Scratch = (layer: Layer, backend: BackendName) => number;

const oneMore: Scratch = ({ out }) => elements(out);
const copy: Scratch = ({ in: x }) => elements(x);
/** A roll is put together from two parts of its input. */
const rolling: Scratch = ({ in: x, out }) => elements(x) + Math.max(elements(x), elements(out));
const none: Scratch = () => 0;
/** Two values at a time. */
const joining: Scratch = ({ out, others }) => (others.length > 1 ? elements(out) : 0);

/** A padded copy, if padding is there and counts. */
function averageScratch({ op, in: x }: Layer): number {
	if (op.kind !== 'avgPool') return 0;
	return countsPadding(op, x) ? paddedElements(op, x) : 0;
}

function convScratch({ op, in: x, out }: Layer, backend: BackendName): number {
	if (op.kind !== 'conv') return 0;
	const channels = x[2] ?? 0;
	switch (arrangementOf(op, channels, backend)) {
		case 'dense':
		case 'depthwise':
			return 0;
		case 'split':
			return elements(x) + elements(out);
		case 'members':
			return elements(x) + Math.max(elements(x), 2 * elements(out));
		case 'widened':
			return elements(out) * (channels / op.groups);
	}
}

/** Queries, keys and values in windows and apart; then the scores, their exponentials and weights. */
function attentionScratch({ op, in: x }: Layer): number {
	if (op.kind !== 'attention') return 0;
	const { windows, heads, positions } = attentionSizes(op, x);
	const scores = windows * heads * positions ** 2;
	return elements(x) + Math.max(elements(x), 3 * scores);
}

/** Queries, keys and values apart; then the scores, their exponentials and weights. */
function crossScratch({ op, in: x, others: [other = []] }: Layer): number {
	if (op.kind !== 'crossAttention') return 0;
	const { heads, queries, keys } = crossAttentionSizes(op, x, other);
	return elements(x) + elements(other) + 3 * heads * queries * keys;
}

const scratch: { readonly [K in OpKind]: Scratch } = {
	conv: convScratch,
	linear: none,
	channelConv: none,
	attention: attentionScratch,
	unitHeads: oneMore,
	// Queries and keys, with their pairs changed about, and each of both times a table.
	rotary: ({ in: x }) => 3 * elements(x),
	shiftWindows: rolling,
	unshiftWindows: rolling,
	mergePatches: oneMore,
	flatten: none,
	learnedTokens: none,
	positionEmbedding: none,
	batchNorm: none,
	layerNorm: oneMore,
	rmsNorm: oneMore,
	simpleNorm: oneMore,
	groupNorm: oneMore,
	grn: oneMore,
	// Made of several operations in tfjs, but for the one that it has itself.
	...byActivation(() => oneMore),
	relu: none,
	maxPool: none,
	avgPool: averageScratch,
	blurPool: ({ op, in: x }) => (op.kind === 'blurPool' ? paddedElements(blurring(op), x) : 0),
	globalPool: none,
	meanPool: copy,
	tokenAt: none,
	dropTokens: none,
	latent: none,
	layerScale: none,
	scaleBias: oneMore,
	bias: none,
	factor: none,
	slice: none,
	add: joining,
	subtract: joining,
	mul: joining,
	concat: none,
	crossAttention: crossScratch
};

/** Our own kernels compute in one go, but for these. */
const ownScratch: { readonly [K in OpKind]?: Scratch } = {
	// Two vectors of the map's channels.
	grn: ({ in: x }) => 2 * (x.at(-1) ?? 0),
	groupNorm: oneMore
};

/** What tfjs computes beside our own kernels for WebAssembly, in several steps. */
const STOCK_ON_WASM: ReadonlySet<OpKind> = new Set<OpKind>([
	'unitHeads',
	'rotary',
	'blurPool',
	'crossAttention'
]);

/**
 * What weights have more where our kernels for WebAssembly read them: zeros that fill the last panel of
 * each group of a product's, and places of tiles.
 */
function panelFill({ layer: { op, in: x, out }, then: [next] }: Step): number {
	if (op.kind !== 'conv' && op.kind !== 'linear') return 0;
	const channels = x.at(-1) ?? 0;
	if (op.kind === 'conv' && mayHaveTiles(op, x, out)) return (PLACES - 9) * channels * op.out;
	const { groups, kernel } = op.kind === 'conv' ? op : { groups: 1, kernel: 1 };
	if (isDepthwise({ groups, out: op.out }, channels)) return 0;
	const columns = op.out / groups;
	const panel = panelOf({ out: op.out, groups });
	const [down, across] = sidesOf(kernel);
	const hasBias = op.bias !== false || (next !== undefined && isAffine(next));
	const rows = (channels / groups) * down * across + (hasBias ? 1 : 0);
	return groups * (Math.ceil(columns / panel) * panel - columns) * rows;
}

const fillOf = (steps: readonly Step[], backend: BackendName, kernels: Kernels): number =>
	backend === 'wasm' && usesOwn(backend, kernels)
		? steps.reduce((sum, step) => sum + panelFill(step), 0)
		: 0;

function scratchOf(layer: Layer, backend: BackendName, kernels: Kernels): number {
	const { kind } = layer.op;
	const isStock = backend === 'wasm' && STOCK_ON_WASM.has(kind);
	if (isStock || !usesOwn(backend, kernels)) return scratch[kind](layer, backend);
	return (ownScratch[kind] ?? none)(layer, backend);
}

/** What a network needs on a backend, bytes. What grows with the batch is given for one image. */
export type Need = Readonly<{
	weights: number;
	/** The most that is alive at once, the kernels' own intermediates included. */
	perImage: number;
	largestWeight: number;
	/** The largest map, and the layer that makes it. */
	largestPerImage: number;
	largestPath: string;
}>;

export function needOf(
	steps: readonly Step[],
	backend: BackendName,
	kernels: Kernels,
	precision: RunPrecision = 'f32'
): Need {
	const sizes = new Map<number, number>();
	const first = steps[0];
	const input = first ? elements(first.layer.in) : 0;
	// The images stay as they come, beside what the first call is given.
	const images = precision === 'f16' ? BYTES_PER_FLOAT * input : 0;
	let alive = input;
	let peak = alive;
	let largest = alive;
	let largestPath = 'input';
	let largestWeight = 0;
	steps.forEach((step) => {
		const { layer, output, frees } = step;
		const size = elements(shapeOf(step));
		sizes.set(output, size);
		alive += size;
		peak = Math.max(peak, alive + scratchOf(layer, backend, kernels));
		for (const value of frees) alive -= sizes.get(value) ?? 0;
		for (const size of weightSizes(layer, precision)) largestWeight = Math.max(largestWeight, size);
		if (size > largest) [largest, largestPath] = [size, layer.path];
	});
	return {
		weights:
			weightBytesIn(steps.flatMap(layersIn), precision) +
			BYTES_PER_FLOAT * fillOf(steps, backend, kernels),
		perImage: peak * mapBytes(precision) + images,
		largestWeight,
		largestPerImage: largest * mapBytes(precision),
		largestPath
	};
}

export const totalBytes = ({ weights, perImage }: Need, batch: number): number =>
	weights + batch * perImage;

/** The most images of one batch that stay within a backend's limits; 0 if not even one does. */
export function largestBatch(need: Need, { tensorBytes, totalBytes: total }: Backend['limits']) {
	if (tensorBytes !== null && need.largestWeight > tensorBytes) return 0;
	const byTensor = tensorBytes === null ? Infinity : tensorBytes / need.largestPerImage;
	const byTotal = total === null ? Infinity : (total - need.weights) / need.perImage;
	return Math.max(0, Math.floor(Math.min(byTensor, byTotal)));
}

const inBytes = (bytes: number): string =>
	bytes >= 1e9 ? `${(bytes / 1e9).toPrecision(3)} GB` : `${(bytes / 1e6).toPrecision(3)} MB`;

function reason(need: Need, { name, limits }: Backend, batch: number): string {
	const label = BACKEND_LABELS[name];
	const { tensorBytes, totalBytes: total } = limits;
	const map = batch * need.largestPerImage;
	if (tensorBytes !== null && need.largestWeight > tensorBytes)
		return `One weight tensor takes ${inBytes(need.largestWeight)}; ${label} allows ${inBytes(tensorBytes)} for one tensor here.`;
	if (tensorBytes !== null && map > tensorBytes)
		return `The output of ${need.largestPath} takes ${inBytes(map)}; ${label} allows ${inBytes(tensorBytes)} for one tensor here.`;
	return `The run needs about ${inBytes(totalBytes(need, batch))} (weights ${inBytes(need.weights)}); ${label} can have ${inBytes(total ?? 0)} here.`;
}

type Planned = Readonly<{ need: Need; batch: number }>;

/** What networks need that stay on a device together, of which one runs at a time, bytes. */
export function bytesTogether(networks: readonly Planned[]): number {
	const weights = networks.reduce((sum, { need }) => sum + need.weights, 0);
	return weights + Math.max(0, ...networks.map(({ need, batch }) => batch * need.perImage));
}

/** @throws LiveError when networks that are to stay on a device together do not fit it */
export function refuseTogether(networks: readonly Planned[], { name, limits }: Backend): void {
	const bytes = bytesTogether(networks);
	if (limits.totalBytes === null || bytes <= limits.totalBytes) return;
	throw new LiveError(
		'too-large',
		`Together these networks need about ${inBytes(bytes)}; ${BACKEND_LABELS[name]} can have ${inBytes(limits.totalBytes)} here.`,
		'Time fewer designs at once, or smaller ones.'
	);
}

/** From here on a person is asked before memory is taken, bytes. */
const ASK_FROM = 1e9;

/** What may be taken on a backend without asking, or with permission, bytes. */
export const roomOn = ({ limits }: Backend, mayBeLarge: boolean): number =>
	Math.min(limits.totalBytes ?? Infinity, mayBeLarge ? Infinity : ASK_FROM);

/** @throws LiveError with the code `large` when so much is needed that a person is to be asked first */
export function askIfLarge(bytes: number): void {
	if (bytes <= ASK_FROM) return;
	throw new LiveError(
		'large',
		`The run needs about ${inBytes(bytes)} of memory.`,
		'It may fit. If it does not, the browser slows down or ends the run; nothing else is lost.'
	);
}

/** @throws LiveError naming what does not fit and the batch that would */
export function refuseTooLarge(need: Need, backend: Backend, batch: number): void {
	const fits = largestBatch(need, backend.limits);
	if (batch <= fits) return;
	const advice =
		fits > 0
			? `A batch of up to ${fits} fits.`
			: 'Not even one image fits: use a smaller input, a smaller network or another backend.';
	throw new LiveError('too-large', reason(need, backend, batch), advice);
}

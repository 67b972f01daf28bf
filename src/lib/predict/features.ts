import { inputElements, type Layer } from '../arch/infer.ts';
import { elements } from '../arch/ops.ts';
import { attentionSizes } from '../arch/ops/attention.ts';
import { biasMacs } from '../arch/ops/position-bias.ts';
import { slidingAxes, type SlidingAxis } from '../arch/ops/windowed.ts';
import { shapeOf, type Step } from '../runtimes/plan/plan.ts';

/** What the time of a kernel call may grow with. Counts are millions, so that coefficients are alike. */
export const FEATURES = [
	'call',
	'macs',
	'inside',
	'input',
	'output',
	'weights',
	'rows',
	'channels',
	'scores',
	'groups',
	'products',
	'relu',
	'gelu',
	'add'
] as const;
export type Feature = (typeof FEATURES)[number];
export type Features = Readonly<Record<Feature, number>>;

const MILLION = 1e6;

/** Positions of a kernel that lie inside the map, over all places where it is put, along one axis. */
function insideAxis(size: number, { out, kernel, stride, dilation, before }: SlidingAxis): number {
	let sum = 0;
	for (let at = 0; at < out; at++) {
		const first = at * stride - before;
		const skipped = Math.max(0, Math.ceil(-first / dilation));
		const reached = Math.min(kernel, Math.ceil((size - first) / dilation));
		sum += Math.max(0, reached - skipped);
	}
	return sum;
}

/** Multiply-accumulates of a convolution whose input is no padding. */
function insideMacs({ op, in: x, out, macs }: Layer): number {
	if (op.kind !== 'conv') return 0;
	const [height = 0, width = 0] = x;
	const [outHeight = 0, outWidth = 0] = out;
	const [rows, columns] = slidingAxes(op, [height, width]);
	const inside = insideAxis(height, rows) * insideAxis(width, columns);
	return (macs * inside) / (outHeight * outWidth * rows.kernel * columns.kernel);
}

function scoresOf({ op, in: x }: Layer): number {
	if (op.kind !== 'attention') return 0;
	const { windows, heads, positions } = attentionSizes(op, x);
	return windows * heads * positions ** 2;
}

/** Those of what is computed before the run. */
const macsBefore = ({ op }: Layer): number => (op.kind === 'attention' ? biasMacs(op) : 0);

/** What a kernel call works on, for a pass of so many images. */
export function featuresOf(step: Step, batch: number): Features {
	const { layer, then } = step;
	const { op, in: x, out } = layer;
	const outputs = elements(out);
	const groups = op.kind === 'conv' ? op.groups : 1;
	const epilogue = (kind: Layer['op']['kind']): number =>
		then.some((next) => next.op.kind === kind) ? (batch * elements(shapeOf(step))) / MILLION : 0;
	return {
		call: 1,
		macs: (batch * (layer.macs - macsBefore(layer))) / MILLION,
		inside: (batch * insideMacs(layer)) / MILLION,
		input: (batch * inputElements(layer)) / MILLION,
		output: (batch * outputs) / MILLION,
		weights: layer.weights.reduce((sum, { shape }) => sum + elements(shape), 0) / MILLION,
		rows: (batch * elements(x.slice(0, -1))) / MILLION,
		channels: (x.at(-1) ?? 0) / MILLION,
		scores: (batch * scoresOf(layer)) / MILLION,
		groups: groups / MILLION,
		products: (batch * outputs * ((x.at(-1) ?? 0) / groups)) / MILLION,
		relu: epilogue('relu'),
		gelu: epilogue('gelu'),
		add: epilogue('add')
	};
}

import type { Layer } from '../arch/infer.ts';
import type { Shape } from '../arch/net.ts';
import { traitsOf } from '../arch/ops.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import type { Sampling, Shares } from './kernel-class.ts';
import { isRow } from './sizes.ts';

/** The i-th number of the van der Corput sequence in a base: Halton's points, one axis. */
function spread(i: number, base: number): number {
	let value = 0;
	for (let rest = i, digit = 1 / base; rest > 0; rest = Math.floor(rest / base), digit /= base)
		value += (rest % base) * digit;
	return value;
}

const BASES = [2, 3, 5, 7] as const;

/** Multiply-accumulates, and elements in and out, of the largest calls that are measured. */
export type Largest = Readonly<{ macs: number; elements: number }>;

const sizeOf = (shape: Shape): number => shape.reduce((all, size) => all * size, 1);
const weight = ({ layer }: Step): number => layer.macs + sizeOf(layer.in) + sizeOf(layer.out);
/** Whether every output is a sum over all channels: then even small maps are much work. */
const isDense = ({ op }: Layer): boolean =>
	traitsOf(op.kind).product === true && !(op.kind === 'conv' && op.groups > 1);
const fits = ({ layer }: Step, largest: Largest, least: number): boolean =>
	layer.macs <= largest.macs &&
	layer.macs >= least &&
	sizeOf(layer.in) + sizeOf(layer.out) <= largest.elements;

/** Multiply-accumulates of the smallest dense products measured, as a share of the largest. */
const SMALLEST = 0.005;
const TRIES = 400;
/** Fewer calls than this say nothing of a class. */
const FEWEST = 4;

/** The calls by which a class is measured: spread evenly over its sizes, and the same each time. */
export function samplesOf({ count, vary }: Sampling, largest: Largest): readonly Step[] {
	const samples: Step[] = [];
	const rejected: Step[] = [];
	for (let at = 1; samples.length < count && at <= TRIES; at++) {
		const [a, b, c, d] = BASES.map((base) => spread(at, base));
		const shares: Shares = [a ?? 0, b ?? 0, c ?? 0, d ?? 0];
		const step = vary(shares, samples.length);
		const least = isDense(step.layer) && !isRow(step.layer.in) ? SMALLEST * largest.macs : 0;
		(fits(step, largest, least) ? samples : rejected).push(step);
	}
	// Where nothing is as small as it should be, the smallest have to do.
	rejected.sort((a, b) => weight(a) - weight(b));
	return [...samples, ...rejected.slice(0, Math.max(0, FEWEST - samples.length))];
}

import { inputSize, type Design } from '../../arch/design.ts';
import { ShapeMismatch } from '../../arch/ops.ts';
import { BYTES_PER_FLOAT, peakActivationElements } from '../memory.ts';
import { totalsOf } from '../totals.ts';
import { ShapeError } from '../../arch/infer.ts';
import type { Net, Shape } from '../../arch/net.ts';

/** Figures of one image that a design can be held to. */
export const LOCKABLE_METRICS = ['macs', 'params', 'activations', 'peak'] as const;
export type LockableMetric = (typeof LOCKABLE_METRICS)[number];

/** Multiply-accumulates, parameters, activations, and bytes of the most activations alive at once. */
export type Costs = Readonly<Record<LockableMetric, number>>;

function metricOf(net: Net, input: Shape, metric: LockableMetric): number {
	if (metric === 'peak') return BYTES_PER_FLOAT * peakActivationElements(net, input);
	return totalsOf(net, input)[metric];
}

function built({ family, config }: Design): Net | null {
	return family.check(config).length > 0 ? null : family.build(config);
}

function reading<T>(read: () => T): T | null {
	try {
		return read();
	} catch (error) {
		// The design's own shapes do not fit: it has no figures.
		if (error instanceof ShapeMismatch || error instanceof ShapeError) return null;
		throw error;
	}
}

const inputShape = (design: Design): Shape => [inputSize(design), inputSize(design), 3];

/** One figure of a design; `null` where the design cannot be computed. */
export function costOf(design: Design, metric: LockableMetric): number | null {
	const net = built(design);
	return net && reading(() => metricOf(net, inputShape(design), metric));
}

/** All figures of a design; `null` where the design cannot be computed. */
export function costsOf(design: Design): Costs | null {
	const net = built(design);
	const input = inputShape(design);
	return net && reading(() => ({ ...totalsOf(net, input), peak: metricOf(net, input, 'peak') }));
}

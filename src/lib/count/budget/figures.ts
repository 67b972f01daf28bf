import { inputSize, type Design } from '../../arch/design.ts';
import { Misfit } from '../../arch/ops.ts';
import { BYTES_PER_FLOAT, peakActivationElements } from '../memory.ts';
import { totalsOf } from '../totals.ts';
import { ShapeError } from '../../arch/layers.ts';
import type { Net, Shape } from '../../arch/net.ts';

/** Figures of one image that a design can be held to. */
export const HELD = ['macs', 'params', 'activations', 'peak'] as const;
export type Held = (typeof HELD)[number];

/** Multiply-accumulates, parameters, activations, and bytes of the most activations alive at once. */
export type Costs = Readonly<Record<Held, number>>;

function figureOf(net: Net, input: Shape, figure: Held): number {
	if (figure === 'peak') return BYTES_PER_FLOAT * peakActivationElements(net, input);
	return totalsOf(net, input)[figure];
}

function built({ family, config }: Design): Net | null {
	return family.check(config).length > 0 ? null : family.build(config);
}

function reading<T>(read: () => T): T | null {
	try {
		return read();
	} catch (error) {
		// The design's own shapes do not fit: it has no figures.
		if (error instanceof Misfit || error instanceof ShapeError) return null;
		throw error;
	}
}

const inputShape = (design: Design): Shape => [inputSize(design), inputSize(design), 3];

/** One figure of a design; `null` where the design cannot be computed. */
export function costOf(design: Design, figure: Held): number | null {
	const net = built(design);
	return net && reading(() => figureOf(net, inputShape(design), figure));
}

/** All figures of a design; `null` where the design cannot be computed. */
export function costsOf(design: Design): Costs | null {
	const net = built(design);
	const input = inputShape(design);
	return net && reading(() => ({ ...totalsOf(net, input), peak: figureOf(net, input, 'peak') }));
}

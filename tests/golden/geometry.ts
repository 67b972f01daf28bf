import type { Op, Shape } from '../../src/lib/arch/net.ts';
import golden from './geometry.json' with { type: 'json' };

/** A layer alone, and all that PyTorch gave for the deterministic image under the deterministic weights. */
export type Layered = Readonly<{ op: Op; input: Shape; shape: Shape; outputs: readonly number[] }>;

/** Layers with kernels, gaps and padding of every form, in the words of `net.ts`. */
export const geometry = golden as readonly unknown[] as readonly Layered[];

/** What tells a layer from the others: its numbers. */
export const titleOf = ({ op, input }: Layered): string =>
	`${JSON.stringify(op).replaceAll('"', '')} on ${input.join(' × ')}`;

import type { LayerOp, OpKind } from '../arch/net.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { Kernels } from '../runtimes/kernel-sets.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import type { Feature } from './features.ts';

/** Where calls are made: the same backend and kernels compute alike. */
export type Where = Readonly<{ backend: BackendName; kernels: Kernels }>;

/** Kernel calls that one formula describes, with the sizes left open. */
export type KernelClass = Readonly<{
	/** The same key, the same class: also its name to a reader. */
	key: string;
	/** Made when it is to be measured: most often the key is all that is asked. */
	sampling: () => Sampling;
}>;

/** Between 0 and 1: of up to three sizes, and of the ways a call may end. */
export type Shares = readonly [a: number, b: number, c: number, ending: number];

/** How a class is measured. */
export type Sampling = Readonly<{
	/** What its time may grow with. */
	features: readonly Feature[];
	/** How many calls are measured. */
	count: number;
	/** The i-th call of the class, of sizes that follow from numbers between 0 and 1. */
	vary: (shares: Shares, i: number) => Step;
}>;

/** A kernel call whose class is asked for. */
export type Of<K extends OpKind> = Readonly<{ op: LayerOp<K>; step: Step; where: Where }>;

import { planFor } from '../runtimes/plan/plan-for.ts';
import { layersIn, type Step } from '../runtimes/plan/plan.ts';
import type { Calibration, Subject } from './calibration.ts';
import { classOf } from './classes.ts';
import { featuresOf } from './features.ts';
import { timeOf, type Fit } from './fit.ts';

/** What a calibration says of one kernel call. */
export type StepTime = Readonly<{
	/** The layer that decides which kernel runs. */
	path: string;
	/** Layers that the same call computes. */
	within: readonly string[];
	/** Key of its class; `null` where nothing is computed. */
	key: string | null;
	ms: number;
}>;

/** What our model says of a pass of a network. */
export type Prediction = Readonly<{
	ms: number;
	/** Where nine in ten times are to be expected, if errors are as they were on what was measured. */
	low: number;
	high: number;
	/** What the pass takes beside its kernel calls, ms. */
	passMs: number;
	steps: readonly StepTime[];
}>;

/** The share of a class's errors, left out one by one, that lie within its band. */
const WITHIN = 0.9;

export const BAND_RULE =
	'each kind of kernel call may be off, all in the same direction, by what nine in ten of its measurements were off by when they were left out of the fit; upwards also by what the device was slowed down by in nine of ten moments while it was measured';

/**
 * How far a class's times may be off, as a share: the k-th smallest of the errors with k = 0.9 (n + 1),
 * rounded up and at most n, so that few errors give a wide band and not a lucky one.
 */
export function bandOf({ errors }: Fit): number {
	const sorted = errors.map(Math.abs).sort((a, b) => a - b);
	const rank = Math.min(sorted.length, Math.ceil(WITHIN * (sorted.length + 1)));
	return sorted[rank - 1] ?? 0;
}

/** Keys of classes that a network needs and a calibration lacks. */
export function missingIn(calibration: Calibration, { net, input }: Subject): readonly string[] {
	const steps = planFor(net, input, calibration.backend, calibration.kernels);
	const keys = steps.flatMap((step) => classOf(step, calibration)?.key ?? []);
	return [...new Set(keys)].filter((key) => !calibration.fits[key]);
}

/** The time of one kernel call; `null` where the calibration lacks its class. */
export function stepTime(step: Step, batch: number, calibration: Calibration): StepTime | null {
	const key = classOf(step, calibration)?.key ?? null;
	const fit = key === null ? null : calibration.fits[key];
	if (fit === undefined) return null;
	const { path } = step.layer;
	return {
		path,
		within: layersIn(step).flatMap((layer) => (layer.path === path ? [] : [layer.path])),
		key,
		ms: fit ? timeOf(featuresOf(step, batch), fit) : 0
	};
}

/**
 * The time of a pass, step by step and in total.
 *
 * @returns `null` where the calibration lacks a class of the network's kernel calls
 */
export function predict(
	calibration: Calibration,
	{ net, input }: Subject,
	batch: number
): Prediction | null {
	const steps: StepTime[] = [];
	for (const step of planFor(net, input, calibration.backend, calibration.kernels)) {
		const time = stepTime(step, batch, calibration);
		if (!time) return null;
		steps.push(time);
	}
	const { passMs } = calibration;
	const ms = steps.reduce((sum, step) => sum + step.ms, passMs);
	const classes = new Map<string, number>();
	for (const { key, ms: each } of steps)
		if (key !== null) classes.set(key, (classes.get(key) ?? 0) + each);
	const off = [...classes].map(([key, sum]) => {
		const fit = calibration.fits[key];
		return fit ? sum * bandOf(fit) : 0;
	});
	const band = off.reduce((sum, each) => sum + each, 0);
	const high = (ms + band) * calibration.noise;
	return { ms, low: Math.max(0, ms - band), high, passMs, steps };
}

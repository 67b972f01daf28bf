import { elements } from '../../arch/ops.ts';
import { loneStep } from '../../runtimes/plan/lone-step.ts';
import type { Largest } from '../../predict/samples.ts';
import type { Step } from '../../runtimes/plan/plan.ts';
import type { CompiledStep } from '../../runtimes/runtime.ts';
import { median, quantile } from '../../stats/quantiles.ts';
import type { StepBench } from './step-bench.ts';

/** Launches in a row take at least so long, ms: a coarse clock must not show. */
const LEAST_MS = 6;
/** Nor a wait at their end, which is not always as long. */
const LEAST_MS_WITH_WAIT = 24;
/** A wait that is felt, ms. */
const WAIT = 0.05;
const MOST_LAUNCHES = 200;

/** The largest call takes about so long, ms. */
const LARGEST_MS = 40;
const PROBE: Step = loneStep({ kind: 'linear', out: 256, bias: true }, [256, 256], []);
const WAITS = 9;
/** Calm moments are no rarer than one in four: the least time of all is of one that no run can count on. */
const CALM = 0.25;
/** Of ten moments, nine. */
const USUAL = 0.9;

/** Bytes of weights that launches in a row go through, so that a cache has none of them for the next one. */
const COLD_BYTES = 48e6;
const MOST_COPIES = 12;
/** About what memory gives, bytes per ms. */
const MEMORY = 1e7;
/** The share of a call's time below which reading its weights from memory does not matter. */
const FELT = 0.03;

/** What must be known of a device before kernel calls are measured on it. */
export type DeviceSpeed = Readonly<{
	bench: StepBench;
	/** What a wait for the device takes, ms. */
	waitMs: number;
	largest: Largest;
	/** Multiply-accumulates. */
	macsPerMs: number;
	/** What a known call takes now over what it takes in calm moments: above one, something disturbs. */
	slowdown: () => Promise<number>;
	/** The slowdown that nine in ten of those asked for stayed below. */
	noise: () => number;
}>;

/** How many sets of weights a call needs, to find them in memory and not in a cache, as in a network. */
export function copiesFor({ layer }: Step, { macsPerMs }: DeviceSpeed): number {
	const bytes = 4 * layer.weights.reduce((sum, { shape }) => sum + elements(shape), 0);
	const isFelt = bytes / MEMORY > (FELT * layer.macs) / macsPerMs;
	return isFelt ? Math.min(MOST_COPIES, Math.ceil(COLD_BYTES / bytes)) : 1;
}

/** Runs every copy of a call's weights twice: the first time compiles, uploads or packs. */
export async function warm({ copies, time }: CompiledStep): Promise<number> {
	await time(2 * copies);
	return time(1);
}

/** Finds out how long waits are, and how large a call may be. */
export async function deviceSpeed(bench: StepBench): Promise<DeviceSpeed> {
	const probe = await bench.compile(PROBE);
	const once = await warm(probe);
	const many = Math.max(2, Math.ceil(LEAST_MS_WITH_WAIT / once));
	const waits: number[] = [];
	for (let i = 0; i < WAITS; i++) {
		const one = await probe.time(1);
		// A straight line through one launch and many: where it starts, nothing was launched.
		waits.push(Math.max(0, one - ((await probe.time(many)) - one) / (many - 1)));
	}
	const waitMs = median(waits);
	const launches = Math.min(MOST_LAUNCHES, Math.ceil(LEAST_MS / once));

	const asked: number[] = [];
	const takes = (share: number): number =>
		quantile(
			[...asked].sort((a, b) => a - b),
			share
		);
	const slowdown = async (): Promise<number> => {
		asked.push(await probe.time(launches));
		return (asked.at(-1) ?? 0) / takes(CALM);
	};
	for (let i = 0; i < WAITS; i++) await slowdown();
	const probed = Math.max(1e-3, (takes(CALM) - waitMs) / launches);
	const macsPerMs = PROBE.layer.macs / probed;
	const macs = macsPerMs * LARGEST_MS;
	return {
		bench,
		waitMs,
		macsPerMs,
		slowdown,
		noise: () => takes(USUAL) / takes(CALM),
		largest: {
			macs: Math.min(4e8, Math.max(2e6, macs)),
			elements: Math.min(4e6, Math.max(4e4, macs / 30))
		}
	};
}

/** How often to launch in a row, after what once took. */
export function launchesFor(once: number, waitMs: number): number {
	const least = waitMs > WAIT ? LEAST_MS_WITH_WAIT : LEAST_MS;
	return Math.min(MOST_LAUNCHES, Math.ceil(least / Math.max(0.01, once - waitMs)));
}

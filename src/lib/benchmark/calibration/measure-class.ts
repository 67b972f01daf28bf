import { featuresOf } from '../../predict/features.ts';
import { fitOf, type Fit } from '../../predict/fit.ts';
import type { KernelClass } from '../../predict/kernel-class.ts';
import { samplesOf } from '../../predict/samples.ts';
import type { Step } from '../../runtimes/plan/plan.ts';
import type { CompiledStep } from '../../runtimes/runtime.ts';
import { median } from '../../stats/quantiles.ts';
import { copiesFor, launchesFor, warm, type DeviceSpeed } from './device-speed.ts';

/** Rounds over the calls of a class; the median of the calm times of each counts, as a run's median does. */
const ROUNDS = 3;
/** More rounds for calls that were disturbed each time: a known one beside them took so many times its best. */
const MOST_ROUNDS = 8;
const DISTURBED = 1.1;

/** A time, and how slow the device was meanwhile: one where nothing disturbed. */
type Run = Readonly<{ ms: number; slowdown: number }>;

const LEAST_TIME = 1e-4;

/** What a call takes when nothing disturbs; where something always did, reckoned from how much it did. */
function undisturbed(runs: readonly Run[]): number {
	const calm = runs.filter(({ slowdown }) => slowdown < DISTURBED);
	const times =
		calm.length > 0 ? calm.map(({ ms }) => ms) : runs.map(({ ms, slowdown }) => ms / slowdown);
	return Math.max(LEAST_TIME, median(times));
}

type MeasureContext = Readonly<{
	yieldOrStop: () => Promise<void>;
	/** Whether there is time for a round beyond the least. */
	hasTime: () => boolean;
}>;

/** Measures calls interleaved: between two of the same, others pass through the caches, as in a network. */
export async function measureClass(
	kernelClass: KernelClass,
	device: DeviceSpeed,
	{ yieldOrStop, hasTime }: MeasureContext
): Promise<Fit> {
	const { bench, waitMs, largest } = device;
	const sampling = kernelClass.sampling();
	const calls: Readonly<{ step: Step; call: CompiledStep; launches: number; runs: Run[] }>[] = [];
	try {
		for (const step of samplesOf(sampling, largest)) {
			await yieldOrStop();
			const call = await bench.compile(step, copiesFor(step, device));
			calls.push({ step, call, launches: launchesFor(await warm(call), waitMs), runs: [] });
		}
		let before = await device.slowdown();
		for (let round = 0; round < ROUNDS || (round < MOST_ROUNDS && hasTime()); round++)
			for (const { call, launches, runs } of calls) {
				if (round >= ROUNDS && runs.some(({ slowdown }) => slowdown < DISTURBED)) continue;
				await yieldOrStop();
				const ms = ((await call.time(launches)) - waitMs) / launches;
				const after = await device.slowdown();
				runs.push({ ms, slowdown: (before + after) / 2 });
				before = after;
			}
	} finally {
		for (const { call } of calls) call.free();
	}
	return fitOf(
		calls.map(({ step, runs }) => ({
			features: featuresOf(step, bench.batch),
			ms: undisturbed(runs)
		})),
		sampling.features
	);
}

import * as v from 'valibot';
import { readKept, writeKept, type Kept } from '../json/kept.ts';
import { parsedBy } from '../json/schemas.ts';
import { calibrationSchema } from '../predict/calibration-schema.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { Kernels } from '../runtimes/kernel-sets.ts';
import type { Calibration } from '../predict/calibration.ts';

/** What this device was found to take, by backend and kernels; kept in the browser, never sent. */
export type Calibrations = Readonly<{
	of(backend: BackendName, kernels: Kernels): Calibration | null;
	/** Keeps a calibration in place of the last one of its backend and kernels. */
	keep(calibration: Calibration): void;
	/** Drops all of them, so that the next prediction measures anew. */
	forget(): void;
}>;

const calibrationsOfBuild = v.object({
	/** The program's build and the browser: kernels of others take other times. */
	build: v.string(),
	calibrations: v.record(v.string(), calibrationSchema)
});

const CALIBRATIONS: Kept<v.InferOutput<typeof calibrationsOfBuild>> = {
	key: 'calibrations',
	version: 1,
	parse: parsedBy(calibrationsOfBuild),
	fallback: { build: '', calibrations: {} }
};

type ByKernels = Readonly<Record<string, Calibration>>;

const keyOf = (backend: BackendName, kernels: Kernels): string => `${backend} ${kernels}`;

/**
 * @param storage asked for when it is first needed: some browsers forbid it
 * @param build names the program's build and the browser
 */
export function createCalibrations(storage: () => Storage, build: () => string): Calibrations {
	let replaced = $state.raw<ByKernels | null>(null);

	function read(): ByKernels {
		const kept = readKept(storage, CALIBRATIONS);
		return kept.build === build() ? kept.calibrations : {};
	}

	function replace(calibrations: ByKernels): void {
		replaced = calibrations;
		// Where nothing can be kept, it lasts for this visit.
		writeKept(storage, CALIBRATIONS, { build: build(), calibrations });
	}

	const all = (): ByKernels => replaced ?? read();

	return {
		of: (backend, kernels) => all()[keyOf(backend, kernels)] ?? null,
		keep: (calibration) =>
			replace({ ...all(), [keyOf(calibration.backend, calibration.kernels)]: calibration }),
		forget: () => replace({})
	};
}

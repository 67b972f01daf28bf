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

const STORE = 'calibrations';

type Kept = Readonly<Record<string, Calibration>>;

const keyOf = (backend: BackendName, kernels: Kernels): string => `${backend} ${kernels}`;

/** What is stored may be of another build, whose kernels take other times: then it is dropped. */
function parse(text: string | null, build: string): Kept {
	if (text === null) return {};
	const stored = JSON.parse(text) as Readonly<{ build?: unknown; kept?: Kept }>;
	return stored.build === build && stored.kept ? stored.kept : {};
}

/**
 * @param storage asked for when it is first needed: some browsers forbid it
 * @param build names the program's build and the browser
 */
export function createCalibrations(storage: () => Storage, build: () => string): Calibrations {
	let kept = $state.raw<Kept | null>(null);

	function load(): Kept {
		try {
			return parse(storage().getItem(STORE), build());
		} catch {
			// A forbidden or spoilt store costs a calibration, not the page.
			return {};
		}
	}

	function replace(next: Kept): void {
		kept = next;
		try {
			storage().setItem(STORE, JSON.stringify({ build: build(), kept: next }));
		} catch {
			// Then it lasts for this visit.
		}
	}

	const all = (): Kept => kept ?? load();

	return {
		of: (backend, kernels) => all()[keyOf(backend, kernels)] ?? null,
		keep: (calibration) =>
			replace({ ...all(), [keyOf(calibration.backend, calibration.kernels)]: calibration }),
		forget: () => replace({})
	};
}

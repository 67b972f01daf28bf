import { eachEntry, readKept, writeKept, type Kept } from '../json/kept.ts';
import { isPlain } from '../json/parse.ts';
import { parsedBy } from '../json/schemas.ts';
import { calibrationSchema } from '../predict/calibration-schema.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { Kernels } from '../runtimes/kernel-sets.ts';
import type { Calibration } from '../predict/calibration.ts';
import { dropped } from './dropped.svelte.ts';

type ByKernels = Readonly<Record<string, Calibration>>;

const keyOf = (backend: BackendName, kernels: Kernels): string => `${backend} ${kernels}`;

type Own = Readonly<{
	/** The program's build and the browser: kernels of others take other times. */
	build: string;
	calibrations: ByKernels;
}>;

const parseCalibration = parsedBy(calibrationSchema);

const parseAll = eachEntry((value, key) => {
	const calibration = parseCalibration(value);
	return calibration && keyOf(calibration.backend, calibration.kernels) === key
		? calibration
		: null;
});

const CALIBRATIONS: Kept<Own> = {
	key: 'calibrations',
	version: 1,
	label: 'what this device was found to take',
	parse(value) {
		if (!isPlain(value) || typeof value.build !== 'string') return null;
		const read = parseAll(value.calibrations);
		return read && { ...read, value: { build: value.build, calibrations: read.value } };
	},
	fallback: { build: '', calibrations: {} }
};

/** What this device was found to take, by backend and kernels; kept in the browser, never sent. */
export class Calibrations {
	readonly #storage: () => Storage;
	readonly #build: () => string;
	#replaced = $state.raw<ByKernels | null>(null);

	/**
	 * @param storage asked for when it is first needed: some browsers forbid it
	 * @param build names the program's build and the browser
	 */
	constructor(storage: () => Storage, build: () => string) {
		this.#storage = storage;
		this.#build = build;
	}

	of(backend: BackendName, kernels: Kernels): Calibration | null {
		return this.#all()[keyOf(backend, kernels)] ?? null;
	}

	/** Keeps a calibration in place of the last one of its backend and kernels. */
	keep(calibration: Calibration): void {
		const key = keyOf(calibration.backend, calibration.kernels);
		// Another tab may have kept others meanwhile.
		this.#replace({ ...this.#read(), ...this.#replaced, [key]: calibration });
	}

	/** Drops all of them, so that the next prediction measures anew. */
	forget(): void {
		this.#replace({});
	}

	#all(): ByKernels {
		return this.#replaced ?? this.#read();
	}

	#read(): ByKernels {
		const kept = readKept(this.#storage, CALIBRATIONS, dropped.tell);
		return kept.build === this.#build() ? kept.calibrations : {};
	}

	#replace(calibrations: ByKernels): void {
		this.#replaced = calibrations;
		// Where nothing can be kept, it lasts for this visit.
		writeKept(this.#storage, CALIBRATIONS, { build: this.#build(), calibrations });
	}
}

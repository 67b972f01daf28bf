import { examine, presetDesign, type Network } from '../../arch/design.ts';
import type { BackendName } from '../../runtimes/backends.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import { predict } from '../../predict/predict.ts';
import type { Calibration } from '../../predict/calibration.ts';
import type { Checked } from '../../predict/verdict.ts';
import { Job } from '../run/runner.svelte.ts';
import { calibrations } from './calibrations.ts';
import { BUDGET_MS } from './presets.ts';

export type CheckSettings = Readonly<{
	presets: readonly string[];
	backend: BackendName | null;
	kernels: Kernels;
	/** Timed passes of each network. */
	runs: number;
}>;

/** The most time for the timed passes of one network, ms. */
const RUN_BUDGET_MS = 15_000;

type Preset = Readonly<{ name: string; network: Network }>;

function presetOf(name: string): Preset {
	const design = presetDesign(name);
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error(`there is no preset ${name}`);
	return { name, network: examined.network };
}

/** Predicts presets, runs them, and compares the one with the other. */
export class Checks {
	readonly #client: LiveClient;
	readonly #calibrator: Job<'calibrate'>;
	readonly #runner: Job<'run'>;

	going = $state(false);
	/** The preset that is run; empty while kernels are measured. */
	current = $state('');
	rows = $state.raw<readonly Checked[]>([]);
	readonly progress = $derived.by(() =>
		this.#calibrator.running ? this.#calibrator.progress : this.#runner.progress
	);
	readonly failure = $derived.by(() => this.#calibrator.failure ?? this.#runner.failure);
	readonly note = $derived.by(() => this.#calibrator.note || this.#runner.note);

	constructor(client: LiveClient) {
		this.#client = client;
		this.#calibrator = new Job(client, 'calibrate');
		this.#runner = new Job(client, 'run');
	}

	async start(settings: CheckSettings, known: Calibration): Promise<void> {
		[this.rows, this.going, this.current] = [[], true, ''];
		const presets = settings.presets.map(presetOf);
		const calibration = await this.#calibrator.run({
			subjects: presets.map(({ network }) => network),
			backend: settings.backend,
			kernels: settings.kernels,
			known,
			budgetMs: BUDGET_MS
		});
		if (calibration) calibrations.keep(calibration);
		for (const preset of calibration ? presets : []) {
			this.current = preset.name;
			if (!calibration || !this.going) break;
			if (!(await this.#check(preset, calibration, settings))) break;
		}
		[this.going, this.current] = [false, ''];
	}

	stop = (): void => {
		this.going = false;
		void this.#client.stop();
	};

	async #check(
		{ name, network }: Preset,
		calibration: Calibration,
		{ kernels, runs }: CheckSettings
	): Promise<boolean> {
		const { net, input } = network;
		const { backend } = calibration;
		const predicted = predict(calibration, network, 1);
		const report = await this.#runner.run({
			...{ net, input, batch: 1, backend, kernels, runs, design: name },
			...{ budgetMs: RUN_BUDGET_MS, layerTimes: false, mayBeLarge: true }
		});
		if (!report || !predicted) return false;
		const { ms, low, high } = predicted;
		const measured = { measuredMs: report.stats.median, runs: report.runs.done };
		const checked = { design: name, input: report.input, batch: 1, ...measured };
		this.rows = [...this.rows, { ...checked, predicted: { ms, low, high } }];
		return true;
	}
}

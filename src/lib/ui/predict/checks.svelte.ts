import { examine, presetDesign, type Network } from '../../arch/design.ts';
import type { BackendName } from '../../runtimes/backends.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import type { LiveClient } from '../../benchmark/client.ts';
import { predict } from '../../predict/predict.ts';
import type { Calibration } from '../../predict/calibration.ts';
import type { Checked } from '../../predict/verdict.ts';
import { createJob } from '../run/runner.svelte.ts';
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

/** Predicts presets, runs them, and holds the one against the other. Must be called while a component is set up. */
export function createChecks(client: LiveClient) {
	const calibrator = createJob(client, 'calibrate');
	const runner = createJob(client, 'run');
	let current = $state('');
	let going = $state(false);
	let rows = $state.raw<readonly Checked[]>([]);

	async function check(
		{ name, network }: Preset,
		calibration: Calibration,
		settings: CheckSettings
	) {
		const { net, input } = network;
		const predicted = predict(calibration, network, 1);
		const { kernels, runs } = settings;
		const { backend } = calibration;
		const report = await runner.run({
			...{ net, input, batch: 1, backend, kernels, runs, design: name },
			...{ budgetMs: RUN_BUDGET_MS, layerTimes: false }
		});
		if (!report || !predicted) return false;
		const { ms, low, high } = predicted;
		const measured = { measuredMs: report.stats.median, runs: report.runs.done };
		// Presets take squares.
		const [side = 0] = report.input;
		const checked = { design: name, input: side, batch: 1, ...measured };
		rows = [...rows, { ...checked, predicted: { ms, low, high } }];
		return true;
	}

	return {
		get going() {
			return going;
		},
		/** The preset that is run; empty while kernels are measured. */
		get current() {
			return current;
		},
		get progress() {
			return calibrator.running ? calibrator.progress : runner.progress;
		},
		get failure() {
			return calibrator.failure ?? runner.failure;
		},
		get note() {
			return calibrator.note || runner.note;
		},
		get rows() {
			return rows;
		},
		async start(settings: CheckSettings, known: Calibration) {
			[rows, going, current] = [[], true, ''];
			const presets = settings.presets.map(presetOf);
			const calibration = await calibrator.run({
				subjects: presets.map(({ network }) => network),
				backend: settings.backend,
				kernels: settings.kernels,
				known,
				budgetMs: BUDGET_MS
			});
			if (calibration) calibrations.keep(calibration);
			for (const preset of calibration ? presets : []) {
				current = preset.name;
				if (!calibration || !going || !(await check(preset, calibration, settings))) break;
			}
			[going, current] = [false, ''];
		},
		stop() {
			going = false;
			void client.stop();
		}
	};
}

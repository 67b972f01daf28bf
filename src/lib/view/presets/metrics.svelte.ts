import { resolve } from '$app/paths';
import { readPresetMetrics, type PresetMetrics } from '../../count/preset-metrics.ts';
import { LiveError, NOT_LOADED } from '../../errors/failure.ts';

async function fetchMetrics(): Promise<PresetMetrics> {
	const response = await fetch(resolve('/presets.json'));
	if (!response.ok) throw new LiveError('not-loaded', NOT_LOADED.message, NOT_LOADED.advice);
	return readPresetMetrics(await response.text());
}

/** What all presets cost, which comes once it is asked for. */
class PresetCosts {
	all = $state.raw<PresetMetrics>(new Map());
	#loading: Promise<PresetMetrics> | null = null;

	/**
	 * Loads them, once; a load that failed is tried again.
	 *
	 * @throws when they do not come
	 */
	load = async (): Promise<PresetMetrics> => {
		this.#loading ??= fetchMetrics();
		try {
			this.all = await this.#loading;
			return this.all;
		} catch (error) {
			this.#loading = null;
			throw error;
		}
	};
}

export const presetCosts = new PresetCosts();

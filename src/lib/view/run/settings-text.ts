import { BACKEND_LABELS, bestBackend, type Backend } from '../../runtimes/backends.ts';
import type { RunSettings } from './settings.svelte.ts';

/** How a run is made, in a line: on what, and how often. */
export function settingsLine(
	{
		backend,
		precision,
		runs,
		problem
	}: Pick<RunSettings, 'backend' | 'precision' | 'runs' | 'problem'>,
	backends: readonly Backend[]
): string {
	const name = backend ?? (backends.length > 0 ? bestBackend(backends).name : null);
	const times = problem === '' ? runs : '?';
	const kept = precision === 'f32' ? '' : `, ${precision}`;
	return `${name === null ? 'Best backend' : BACKEND_LABELS[name]}${kept}, ${times} ${runs === 1 ? 'run' : 'runs'}`;
}

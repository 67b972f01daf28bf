import {
	findBackendFactory,
	registerBackend,
	removeBackend,
	setBackend
} from '@tensorflow/tfjs-core';
import { BACKEND_LABELS, type BackendName } from '../backends.ts';
import { LiveError } from '../../errors/failure.ts';

type Factory = Parameters<typeof registerBackend>[1];

/** Makes a backend the current one, from scratch. */
export async function activate(name: BackendName, factory: Factory): Promise<void> {
	if (findBackendFactory(name)) removeBackend(name);
	registerBackend(name, factory);
	if (await setBackend(name)) return;
	throw new LiveError(
		'backend-unavailable',
		`${BACKEND_LABELS[name]} could not be started.`,
		'Choose another backend.'
	);
}

/** Drops a backend with all it has: its pools never shrink by themselves. */
export function drop(name: BackendName): void {
	if (findBackendFactory(name)) removeBackend(name);
}

import { LiveError } from '../../errors/failure.ts';
import type { OpenBackend } from './opened.ts';

/** Waits for work on a device, and fails as soon as the device is lost, with that as the reason. */
export async function guardDeviceLoss<T>({ lost }: OpenBackend, work: Promise<T>): Promise<T> {
	try {
		return await Promise.race([work, lost]);
	} catch (error) {
		// A read-back may fail a moment before the loss itself is told.
		if (error instanceof DOMException && error.name === 'AbortError') await lost;
		throw error;
	}
}

/**
 * @param end what `opened.watch()` gave
 * @throws LiveError if the device has reported an error since then
 */
export async function expectNoError(
	opened: OpenBackend,
	end: () => Promise<string | null>
): Promise<void> {
	const message = await guardDeviceLoss(opened, end());
	if (message === null) return;
	if (message.startsWith('out of memory'))
		throw new LiveError(
			'out-of-memory',
			'The GPU ran out of memory.',
			'Use a smaller batch, a smaller input or a smaller network.'
		);
	throw new LiveError(
		'gpu-error',
		`The GPU reported an error, so no times are shown: ${message.slice(0, 300)}`,
		'Choose another backend.'
	);
}

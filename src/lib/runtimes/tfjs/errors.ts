import { LiveError } from '../../errors/failure.ts';

/** @throws LiveError for what a device has reported, if it has */
export function throwReported(message: string | null): void {
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

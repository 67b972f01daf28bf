import { engine } from '@tensorflow/tfjs-core';

/** Follows the tensor bytes alive in tfjs; the function it gives ends that and tells the most seen. */
export function watchPeakBytes(): () => number {
	const { state } = engine();
	let current = state.numBytes;
	let peak = current;
	Object.defineProperty(state, 'numBytes', {
		configurable: true,
		enumerable: true,
		get: () => current,
		set(bytes: number) {
			current = bytes;
			if (bytes > peak) peak = bytes;
		}
	});
	return () => {
		Object.defineProperty(state, 'numBytes', {
			configurable: true,
			enumerable: true,
			writable: true,
			value: current
		});
		return peak;
	};
}

import { engine } from '@tensorflow/tfjs-core';

/**
 * Follows the bytes of tensor data that tfjs has; the function it gives ends that and tells the
 * most seen. `memory().numBytes` would count reshaped views of the same data again.
 */
export function watchPeakBytes(): () => number {
	const { tensorInfo } = engine().state;
	const { set, delete: remove } = WeakMap.prototype as typeof tensorInfo;
	let current = 0;
	let peak = 0;
	tensorInfo.set = (data, info) => {
		current += info.bytes;
		if (current > peak) peak = current;
		return set.call(tensorInfo, data, info);
	};
	tensorInfo.delete = (data) => {
		current -= tensorInfo.get(data)?.bytes ?? 0;
		return remove.call(tensorInfo, data);
	};
	return () => {
		tensorInfo.set = set;
		tensorInfo.delete = remove;
		return peak;
	};
}

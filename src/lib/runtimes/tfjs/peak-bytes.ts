import { engine } from '@tensorflow/tfjs-core';
import { storedBytes } from './stored-bytes.ts';

/** Bytes of tensor data that have come since they are followed, less what has gone since. */
export type BytesWatch = Readonly<{ now(): number; peak(): number; end(): void }>;

/** Follows the bytes of tensor data that tfjs has. `memory().numBytes` would count views of the same data again. */
export function watchBytes(): BytesWatch {
	const { tensorInfo } = engine().state;
	const { set, delete: remove } = WeakMap.prototype as typeof tensorInfo;
	let current = 0;
	let peak = 0;
	tensorInfo.set = (data, info) => {
		current += storedBytes(data) ?? info.bytes;
		if (current > peak) peak = current;
		return set.call(tensorInfo, data, info);
	};
	tensorInfo.delete = (data) => {
		current -= storedBytes(data) ?? tensorInfo.get(data)?.bytes ?? 0;
		return remove.call(tensorInfo, data);
	};
	return {
		now: () => current,
		peak: () => peak,
		end() {
			tensorInfo.set = set;
			tensorInfo.delete = remove;
		}
	};
}

/** Follows them until the function that it gives is called, which tells the most seen. */
export function watchPeakBytes(): () => number {
	const { peak, end } = watchBytes();
	return () => {
		end();
		return peak();
	};
}

import { engine } from '@tensorflow/tfjs-core';
import { storedBytes } from './stored-bytes.ts';

/** Bytes of tensor data: what there was at first, and what has come since they are followed, less what has gone. */
export type BytesWatch = Readonly<{ now(): number; peak(): number; end(): void }>;

/**
 * Follows the bytes of tensor data that tfjs has. `memory().numBytes` would count views of the same data again.
 *
 * @param before what there is already
 */
export function watchBytes(before = 0): BytesWatch {
	const { tensorInfo } = engine().state;
	const { set, delete: remove } = WeakMap.prototype as typeof tensorInfo;
	let current = before;
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
export function watchPeakBytes(before: number): () => number {
	const { peak, end } = watchBytes(before);
	return () => {
		end();
		return peak();
	};
}

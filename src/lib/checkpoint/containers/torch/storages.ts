import { isReference, type Value } from '../pickle/values.ts';
import { walk } from '../pickle/walk.ts';
import { storageOf } from './tensor.ts';

/** Bytes of every storage that a pickle names, by key, whether a tensor is read of it or not. */
export function storagesIn(root: Value): ReadonlyMap<string, number> {
	const sizes = new Map<string, number>();
	walk(root, (value) => {
		const storage = isReference(value) ? storageOf(value) : null;
		if (storage) sizes.set(storage.storage, storage.storageBytes);
	});
	return sizes;
}

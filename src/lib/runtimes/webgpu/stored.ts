import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Shape } from '../../arch/net.ts';
import { toHalves } from '../plan/half.ts';
import { inStoredBytes } from '../tfjs/stored-bytes.ts';
import { currentBackend } from './current-backend.ts';
import type { Storage } from './wgsl/stored.ts';

/**
 * Tensors whose elements lie on the device as something smaller than float32. To tfjs the data is
 * so many words, and the tensor one of float32: only shaders of ours can read it.
 */

const BYTES: Readonly<Record<Storage, number>> = { f16: 2, snorm8: 1 };
const WORD = 4;

const storages = new WeakMap<object, Storage>();

/** What a tensor's elements lie as; `null` for float32. */
export const storageOf = ({ dataId }: Pick<TensorInfo, 'dataId'>): Storage | null =>
	storages.get(dataId) ?? null;

/** Data for so many elements; uninitialised without `values`. */
function wordsFor(size: number, storage: Storage, values?: Int32Array): TensorInfo {
	const words = Math.ceil((size * BYTES[storage]) / WORD);
	const info = currentBackend().makeTensorInfo([words], 'int32', values);
	storages.set(info.dataId, storage);
	inStoredBytes(info.dataId, words * WORD);
	return info;
}

/** Where a shader can write a result. */
export const storedResult = (size: number, storage: Storage): TensorInfo => ({
	...wordsFor(size, storage),
	shape: [size]
});

/** The tensor of stored data, in its own shape. */
export const asTensor = (info: TensorInfo, shape: Shape): Tensor =>
	engine().makeTensorFromTensorInfo({ dataId: info.dataId, dtype: 'float32', shape: [...shape] });

/** Elements, one after another, in words that begin with them. */
function storedVector(elementsOf: Uint16Array | Int8Array, storage: Storage): Tensor {
	const { length, byteLength } = elementsOf;
	const bytes = new Uint8Array(Math.ceil(byteLength / WORD) * WORD);
	bytes.set(new Uint8Array(elementsOf.buffer, elementsOf.byteOffset, byteLength));
	return asTensor(wordsFor(length, storage, new Int32Array(bytes.buffer)), [length]);
}

/** The nearest halves to values. */
export const halves = (values: Float32Array): Tensor => storedVector(toHalves(values), 'f16');

/** Counts from −127 to 127, which shaders read as their 127ths. */
export const counts = (values: Int8Array): Tensor => storedVector(values, 'snorm8');

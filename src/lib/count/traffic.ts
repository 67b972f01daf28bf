import { inputElements, type Layer } from '../arch/infer.ts';
import { elements, traitsOf } from '../arch/ops.ts';
import { BYTES, type Precision } from './memory.ts';
import { workOf } from './work.ts';

export type Running = Readonly<{ batch: number; precision: Precision }>;

/** What a layer reads and writes, and what it computes meanwhile, for a batch. */
export type Traffic = Readonly<{
	/** Bytes of inputs, weights and output, each moved once: no cache, no fusion with its neighbours. */
	bytes: number;
	operations: number;
	/** Operations for each byte. */
	intensity: number;
}>;

export function trafficOf(layer: Layer, { batch, precision }: Running): Traffic {
	let weights = 0;
	for (const weight of layer.weights) weights += elements(weight.shape);
	const { view } = traitsOf(layer.op.kind);
	const moved = view ? 0 : batch * (inputElements(layer) + elements(layer.out)) + weights;
	const bytes = moved * BYTES[precision];
	const operations = batch * workOf(layer).operations;
	return { bytes, operations, intensity: bytes > 0 ? operations / bytes : 0 };
}

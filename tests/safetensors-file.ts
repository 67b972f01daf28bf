import { sourceOf } from '../src/lib/checkpoint/weight-source.ts';
import { weightFile, type Checkpoint } from '../src/lib/checkpoint/checkpoint.ts';
import { writeHeader } from '../src/lib/checkpoint/containers/safetensors.ts';

/** Some of a checkpoint's tensors, under timm's names, as a file of their own. */
export async function fileOfTensors(
	checkpoint: Checkpoint,
	isIn: (name: string, i: number) => boolean
): Promise<Blob> {
	const source = sourceOf(weightFile(checkpoint));
	const slots = [...checkpoint.tensors]
		.filter(([name], i) => isIn(name, i))
		.map(([name, { shape }]) => ({ name, shape }));
	const values: Float32Array<ArrayBuffer>[] = [];
	for (const { name, shape } of slots) values.push(await source(name, shape));
	return new Blob([writeHeader(slots), ...values]);
}

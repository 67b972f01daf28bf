import type { Layer } from '../arch/infer.ts';
import { byteLength } from './pieces.ts';
import { weightSlots } from './weight-slots.ts';

/**
 * What a file of weights holds, a tensor to a line.
 *
 * @param loading a line of Python that loads the file; `null` where there is none
 */
export function printWeights(layers: readonly Layer[], loading: string | null): string {
	const places = weightSlots(layers);
	const megabytes = (byteLength(places) / 1e6).toFixed(1);
	const width = Math.max(...places.map(({ name }) => name.length));
	return [
		`${places.length} tensors, float32, ${megabytes} MB`,
		'',
		...(loading === null ? [] : [loading, '']),
		...places.map(({ name, shape }) => `${name.padEnd(width)}  [${shape.join(', ')}]`)
	].join('\n');
}

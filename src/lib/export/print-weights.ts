import { byteLength, type WeightSlot } from './pieces.ts';

/**
 * What a file of weights holds, a tensor to a line.
 *
 * @param places by their names in the file
 * @param loading Python that loads the file; `null` where there is none
 */
export function printWeights(places: readonly WeightSlot[], loading: string | null): string {
	const megabytes = (byteLength(places) / 1e6).toFixed(1);
	const width = Math.max(...places.map(({ name }) => name.length));
	return [
		`${places.length} tensors, float32, ${megabytes} MB`,
		'',
		...(loading === null ? [] : [loading, '']),
		...places.map(({ name, shape }) => `${name.padEnd(width)}  [${shape.join(', ')}]`)
	].join('\n');
}

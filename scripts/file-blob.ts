import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UsageError } from './run-command.ts';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/**
 * A file that is read where it is asked for.
 *
 * @throws UsageError for a file of which Node would read a part only: it counts such bytes in 32 bits
 */
export async function fileBlob(path: string): Promise<Blob> {
	const [blob, { size }] = await Promise.all([openAsBlob(path), stat(path)]);
	if (blob.size === size) return blob;
	throw new UsageError(
		`${path} has ${gigabytes(size)}, of which Node reads ${gigabytes(blob.size)}; open it in the page, or save it in shards of up to 4 GB`
	);
}

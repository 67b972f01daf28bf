import { examine, type Design } from '../src/lib/arch/design.ts';
import { fitsNetwork } from '../src/lib/checkpoint/checkpoint.ts';
import { openFiles } from '../src/lib/checkpoint/open.ts';
import { asItComes, printLink } from '../src/lib/share/link.ts';
import { fileBlob } from './file-blob.ts';
import { UsageError } from './run-command.ts';
import type { WeightsFile } from './run-panel.ts';

const textOf = (design: Design): string => printLink({ ...asItComes, design });

/**
 * Refuses files of weights of another network than the one that was named.
 *
 * @throws UsageError that says which network they are of
 */
export async function expectWeightsOf(
	files: readonly WeightsFile[],
	design: Design
): Promise<void> {
	const opened = await openFiles(
		await Promise.all(files.map(async ({ name, path }) => ({ name, file: await fileBlob(path) })))
	);
	if (!opened.ok)
		throw new UsageError(`--weights: ${[opened.message, ...opened.details].join('\n  ')}`);
	const { checkpoint } = opened;
	const examined = examine(design);
	if (examined.ok && fitsNetwork(checkpoint, examined.network.layers)) return;
	throw new UsageError(
		`--weights: ${checkpoint.name} is of ${textOf(checkpoint.design)}, and not of ${textOf(design)}, which was named; leave the name out to run the file’s own design`
	);
}

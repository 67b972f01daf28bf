import type { Config } from '../../../fields.ts';
import { squeezedWidth } from '../gate.ts';
import { range, type Shapes } from '../../weight-shapes.ts';
import { isProduct, outOf } from './places.ts';

const LARGEST = 64;

/** SE's ratio among those that timm's networks have, or any other that fits. */
const REDUCTIONS = [16, 4, 8, ...range(LARGEST).map((i) => i + 1)];

/**
 * The gate at the end of blocks. The activation that ends it has no weights; timm's is a sigmoid unless
 * it is told otherwise.
 *
 * @param blocks a block of each stage, and the channels that leave it
 */
export function readGate(
	shapes: Shapes,
	blocks: readonly Readonly<{ path: string; leaving: number }>[]
): Config {
	const first = blocks[0]?.path ?? '';
	if (isProduct(shapes, `${first}.se.conv`)) return { se: 'eca' };
	if (!isProduct(shapes, `${first}.se.fc1`)) return { se: 'none' };
	const seReduction = REDUCTIONS.find((reduction) =>
		blocks.every(
			({ path, leaving }) => outOf(shapes, `${path}.se.fc1`) === squeezedWidth(leaving, reduction)
		)
	);
	return { se: 'sigmoid', ...(seReduction === undefined ? {} : { seReduction }) };
}

import type { LayerOp } from '../../arch/net.ts';
import type { BackendName } from '../backends.ts';

/**
 * How a convolution is computed; tfjs itself knows dense and depthwise ones only.
 *
 * - `split`: the groups apart, each a dense convolution, then joined;
 * - `members`: one depthwise convolution for each input channel of a group, then their sum;
 * - `widened`: one depthwise convolution that keeps all products of a channel apart, then their sum.
 */
export type Arrangement = 'dense' | 'depthwise' | 'split' | 'members' | 'widened';

/**
 * The arrangement for a convolution on so many input channels.
 *
 * On GPU backends a call costs more than its arithmetic, so the fewer calls win: a slice and a
 * convolution for each group, or a slice, a convolution and an addition for each member. On WASM the
 * widened form was the fastest (2 to 12 times faster than split) where groups are at least as many
 * as their members; a wider form than that spends its time on memory.
 */
export function arrangementOf(
	op: LayerOp<'conv'>,
	channels: number,
	backend: BackendName
): Arrangement {
	if (op.groups === 1) return 'dense';
	const members = channels / op.groups;
	if (members === 1) return 'depthwise';
	if (backend === 'wasm') return members <= op.groups ? 'widened' : 'split';
	return 3 * members < 2 * op.groups ? 'members' : 'split';
}

/** Whether each channel is filtered alone into one of its own. */
export const isDepthwise = (
	{ groups, out }: Pick<LayerOp<'conv'>, 'groups' | 'out'>,
	channels: number
): boolean => groups === channels && groups === out && groups > 1;

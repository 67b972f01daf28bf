import type { Shape } from '../../../arch/net.ts';
import { isCall, isList, type Value } from '../pickle/values.ts';

/** A tensor of a kind that is not read, with the shape that it has in its network. */
export type Unread = Readonly<{ dtype: Kind; shape: Shape }>;

const KINDS = {
	SPARSE: 'Some are sparse, which is not read: save tensor.to_dense() of each.',
	QUANTIZED: 'Some are quantized: open the weights that it was made from.',
	META: 'They have names and shapes and no values (PyTorch’s device “meta”): save them after weights were loaded.'
} as const;
type Kind = keyof typeof KINDS;

/** What to do about tensors of a kind that is not read, in a sentence; `null` for any other type. */
export const adviceFor = (dtype: string): string | null =>
	Object.hasOwn(KINDS, dtype) ? KINDS[dtype as Kind] : null;

const MOST_AXES = 8;

const shapeOf = (value: Value | undefined): Shape | null =>
	isList(value) &&
	value.length <= MOST_AXES &&
	value.every((size) => Number.isSafeInteger(size) && Number(size) >= 0)
		? (value as Shape)
		: null;

const rest = (value: Value | undefined): readonly Value[] => (isList(value) ? value : []);

/** Where each function of PyTorch's has the shape among its arguments. */
const BUILDERS: Readonly<
	Record<string, readonly [Kind, (args: readonly Value[]) => Value | undefined]>
> = {
	// Indices and values, and before values where rows are compressed two lists of indices.
	_rebuild_sparse_tensor: [
		'SPARSE',
		([, parts]) => rest(parts).find((part) => shapeOf(part) !== null)
	],
	_rebuild_qtensor: ['QUANTIZED', ([, , shape]) => shape],
	_rebuild_meta_tensor_no_storage: ['META', ([, shape]) => shape]
};

/** What a call would give where it is a tensor of a kind that is not read; `null` for all else. */
export function unreadOf(value: Value | undefined): Unread | null {
	if (!isCall(value)) return null;
	const [first] = value.args;
	const isWrapped = value.name.startsWith('torch._utils._rebuild_parameter') && isCall(first);
	const call = isWrapped ? first : value;
	const name = call.name.replace(/^torch\._utils\./, '');
	const [dtype, find] = (Object.hasOwn(BUILDERS, name) ? BUILDERS[name] : undefined) ?? [];
	const shape = find && shapeOf(find(call.args));
	return dtype && shape ? { dtype, shape } : null;
}

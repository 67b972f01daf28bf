import { elements } from '../../../arch/ops.ts';
import { isDictionary, type Value } from '../pickle/values.ts';
import type { TorchTensor } from './tensor.ts';

const DEEPSPEED = ['ds_config', 'ds_version', 'zero_stage', 'partition_count'];

const has = (value: Value, keys: readonly string[]): boolean =>
	isDictionary(value) && keys.some((key) => value.has(key));

const isDeepSpeed = (root: Value): boolean =>
	has(root, DEEPSPEED) ||
	(isDictionary(root) && has(root.get('optimizer_state_dict') ?? null, DEEPSPEED));

/** What a file of training's holds that has no weights of its own, in two lines; `null` where it has some. */
export function tellTraining(
	root: Value,
	tensors: Iterable<Pick<TorchTensor, 'shape'>>
): string | null {
	if ([...tensors].some(({ shape }) => elements(shape) > 0)) return null;
	if (isDeepSpeed(root))
		return 'It is a part of what DeepSpeed saves while it trains: the weights lie in pieces over several files.\nIn their folder is a script that joins them: python zero_to_fp32.py . weights.bin';
	if (has(root, ['optimizer', 'optimizer_state_dict', 'optimizer_states', 'param_groups']))
		return 'It is the state of training, without a network’s weights.\nThe weights are in another file beside it: open that one.';
	return null;
}

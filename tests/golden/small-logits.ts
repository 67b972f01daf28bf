import own from './logits.json' with { type: 'json' };
import supplied from './reference/logits.json' with { type: 'json' };
import excerpt from './reference/small_logits.json' with { type: 'json' };

/** PyTorch's logits of small networks under the deterministic weights, by the networks' names. */
export const smallLogits: Readonly<Record<string, { logits: number[] }>> = {
	...supplied,
	...excerpt,
	...own
};

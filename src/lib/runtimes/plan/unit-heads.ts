/** A vector is no shorter than this, so that nothing is divided by zero (PyTorch's `normalize`). */
export const SHORTEST = 1e-12;

/** Learned factors are at most 100. */
const LARGEST_LOGIT = Math.log(100);

/** What each head's unit queries, then keys, are multiplied by: `[2 heads]`. */
export function headFactors(logits: Float32Array, width: number): Float32Array {
	const factors = new Float32Array(2 * logits.length).fill(1);
	logits.forEach((logit, head) => {
		factors[head] = Math.exp(Math.min(logit, LARGEST_LOGIT)) * Math.sqrt(width);
	});
	return factors;
}

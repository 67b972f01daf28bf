import type { Output } from './report/report.ts';

/** What PyTorch gives for a design with the deterministic weights and image. */
export type Known = Readonly<{
	/** The first 16 outputs. */
	logits: readonly number[];
	mean: number;
	std: number;
	argmax: number;
}>;

/** The most that float32 sums in another order may differ on the full models. */
export const TOLERANCE = 1e-4;

/** A run compared with PyTorch. */
export type Verification = Readonly<{
	passed: boolean;
	/** The largest distance of an output, of the mean and of the deviation. */
	error: number;
	argmax: Readonly<{ here: number; there: number }>;
}>;

/**
 * PyTorch's output for a design, or `null` where it is not on file.
 *
 * @param link the design as a link; a batch of any size shows the same image
 */
export async function knownOutput(link: string): Promise<Known | null> {
	const { default: known } = await import('./known-logits.json');
	const parts = link.split('&').filter((part) => !part.startsWith('batch='));
	return new Map<string, Known>(Object.entries(known)).get(parts.join('&')) ?? null;
}

export function verificationOf(output: Output, known: Known): Verification {
	const gaps = known.logits.map((value, i) => Math.abs(value - (output.logits[i] ?? NaN)));
	const moments = [output.mean - known.mean, output.std - known.std].map(Math.abs);
	// Math.max hands a NaN on, and no comparison with it passes.
	const error = Math.max(...gaps, ...moments);
	const argmax = { here: output.argmax, there: known.argmax };
	return { passed: error <= TOLERANCE && argmax.here === argmax.there, error, argmax };
}

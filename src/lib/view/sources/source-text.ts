import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { exact } from '../../kit/format.ts';
import type { Verification } from '../../benchmark/verify.ts';

/** Names of files of weights that are read, as a picker takes them. */
export const WEIGHT_FILES = '.safetensors,.pth,.pt,.bin,.ckpt,.tar';

const list = (words: readonly string[]): string => words.join(', ');

/** What a checkpoint is, in a line. */
export function tellCheckpoint({ name, author, tensors, dtypes }: Checkpoint): string {
	return `${name}: ${tensors.size} tensors, ${list(dtypes)}, ${author}’s names`;
}

/** What is worth knowing before a checkpoint runs; empty when there is nothing. */
export function tellCaveats({ design, assumed, differences, notes }: Checkpoint): string {
	const label = design.family.presets.get(design.preset)?.label ?? design.preset;
	const { extra } = differences;
	return [
		...notes,
		...(assumed.length > 0 ? [`Shapes do not tell ${list(assumed)}: taken from ${label}.`] : []),
		...(extra.length > 0
			? [
					`${extra.length === 1 ? 'One tensor is' : `${extra.length} tensors are`} left out, as the design has none of the name: ${list(extra.slice(0, 20))}${extra.length > 20 ? ', …' : '.'}`
				]
			: [])
	].join(' ');
}

/** A name of a class: the network's number where there are no names. */
export const className = (names: readonly string[] | null, index: number): string =>
	names?.[index] ?? `class ${index}`;

/** Whether a run was of a network without a classifier, as its design says. */
export const handsOnFeatures = ({ design }: Pick<RunReport, 'design'>): boolean =>
	/&classes=0(&|$)/.test(design);

/** What comes out of a network without a classifier. */
export function tellFeatures({ output }: Pick<RunReport, 'output'>): string {
	const { classes, mean, std, argmax } = output;
	return `${exact(classes)} features, no classes: mean ${mean.toPrecision(3)}, standard deviation ${std.toPrecision(3)}, largest at ${argmax}.`;
}

/** A run compared with PyTorch, in a sentence. */
export function tellVerdict({ passed, error, argmax }: Verification, tolerance: number): string {
	const same = argmax.here === argmax.there;
	const largest = same
		? `the largest output is ${argmax.here} in both`
		: `the largest output is ${argmax.here} here and ${argmax.there} there`;
	const verdict = passed ? 'The same network as PyTorch’s' : 'Not what PyTorch gives';
	return `${verdict}: largest error ${error.toExponential(1)}, tolerance ${tolerance.toExponential(0)}; ${largest}.`;
}

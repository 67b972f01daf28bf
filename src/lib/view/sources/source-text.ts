import { presetLabel } from '../../arch/design.ts';
import { tellParts } from '../../checkpoint/accounting.ts';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import type { Answer, Classified } from '../../benchmark/classify/classify.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { exact, milliseconds, percent } from '../../kit/format.ts';
import { median } from '../../stats/quantiles.ts';
import type { Verification } from '../../benchmark/verify.ts';

/** Names of files of weights that are read, and of what lies beside them, as a picker takes them. */
export const WEIGHT_FILES = '.safetensors,.pth,.pt,.bin,.ckpt,.tar,.json';

const list = (words: readonly string[]): string => words.join(', ');

/** What a checkpoint is, in a line. */
export function tellCheckpoint({ name, author, tensors, dtypes }: Checkpoint): string {
	return `${name}: ${tensors.size} tensors, ${list(dtypes)}, ${author}’s names`;
}

/** What is worth knowing before a checkpoint runs; empty when there is nothing. */
export function tellCaveats({
	design,
	assumed,
	presumed,
	notes,
	prefix,
	unused
}: Checkpoint): string {
	const { bystanders, parts } = unused;
	const quiet = assumed.filter(({ asked }) => !asked).map(({ label }) => label);
	const preset = presetLabel(design);
	return [
		...(parts.length > 0
			? [`NOT THE WHOLE NETWORK: without ${tellParts(parts)}. The output is another network’s.`]
			: []),
		...presumed,
		...notes,
		...(prefix === '' ? [] : [`Read from ${prefix.replace(/\.$/, '')}.`]),
		...(quiet.length > 0 ? [`As in ${preset}, since shapes do not tell: ${list(quiet)}.`] : []),
		...(bystanders.length > 0
			? [`Left out, as no output depends on it: ${tellFew(bystanders)}.`]
			: [])
	].join(' ');
}

const FEW = 5;

const tellFew = (names: readonly string[]): string =>
	names.length <= FEW ? list(names) : `${list(names.slice(0, FEW))} and ${names.length - FEW} more`;

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

/** The most images whose answers are listed. */
export const MOST_ANSWERS = 200;

/** What a network saw in an image, by likelihood. */
export const tellAnswer = ({ top, problem }: Answer, names: readonly string[]): string =>
	top
		? top.map(({ index, share }) => `${className(names, index)} ${percent(share)}`).join(', ')
		: problem;

/** How images were looked at, and what that is worth. */
export function tellClassified({ answers, samples, backendLabel, fromFile }: Classified): string {
	const bad = answers.filter(({ problem }) => problem !== null).length;
	const time =
		samples.length > 0 ? `, median ${milliseconds(median(samples))} a pass on ${backendLabel}` : '';
	return `${answers.length - bad} images${time}.${bad > 0 ? ` ${bad} could not be read.` : ''}${
		fromFile ? '' : ' These weights are not trained, so the answers mean nothing.'
	}`;
}

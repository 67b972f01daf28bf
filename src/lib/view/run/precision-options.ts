import { RUN_PRECISIONS, type RunPrecision } from '../../count/run-precision.ts';
import type { SelectOption } from '../../kit/field/option.ts';
import { bestBackend, type Backend, type BackendName } from '../../runtimes/backends.ts';
import type { Kernels } from '../../runtimes/kernel-sets.ts';
import { PRECISION_LABELS, precisionProblem } from '../../runtimes/precision.ts';

type Chosen = Readonly<{
	/** `null` takes the best. */
	backend: BackendName | null;
	kernels: Kernels;
	precision: RunPrecision;
}>;

/** What can be chosen, and why the rest cannot; nothing before backends are known. */
export function precisionChoice(
	backends: readonly Backend[],
	{ backend, kernels, precision }: Chosen
): Readonly<{ options: readonly SelectOption<RunPrecision>[]; note: string }> {
	const used = backends.find(({ name }) => name === backend) ?? bestOf(backends);
	const problemOf = (value: RunPrecision) => used && precisionProblem(value, used, kernels);
	const options = RUN_PRECISIONS.map((value) => {
		const problem = problemOf(value);
		return { value, label: PRECISION_LABELS[value], disabled: problem !== null, title: problem };
	});
	const missing = problemOf(precision) ?? options.find(({ disabled }) => disabled)?.title ?? null;
	return { options, note: missing === null ? '' : `${missing}.` };
}

const bestOf = (backends: readonly Backend[]): Backend | null =>
	backends.length > 0 ? bestBackend(backends) : null;

import { spreadValues } from '../src/lib/checkpoint/deterministic.ts';
import { writeHeader } from '../src/lib/checkpoint/containers/safetensors.ts';
import type { Shape } from '../src/lib/arch/net.ts';
import { elements } from '../src/lib/arch/ops.ts';

/** As scripts/golden/checkpoint_files.py has it: centre and half-width of a tensor's values. */
function spreadOf(name: string, shape: Shape): readonly [base: number, scale: number] {
	const last = name.slice(name.lastIndexOf('.') + 1);
	if (last === 'running_var') return [1, 0.25];
	if (last === 'logit_scale') return [2.3, 0.2];
	if (last === 'running_mean' || last.includes('bias') || last === 'beta') return [0, 0.1];
	if (shape.length === 1) return [1, 0.25];
	if (Math.max(...shape) === elements(shape)) return [0, 0.5];
	const isWeight = last === 'weight' || last === 'in_proj_weight';
	return [0, isWeight ? Math.sqrt(3 / elements(shape.slice(1))) : 0.5];
}

/** A checkpoint file of tensors with these names and shapes, whose values follow from them. */
export function fileOf(tensors: Readonly<Record<string, Shape>>): Blob {
	const entries = Object.entries(tensors).map(([name, shape]) => ({ name, shape }));
	const values = entries.map(({ name, shape }) =>
		spreadValues(name, elements(shape), spreadOf(name, shape))
	);
	return new Blob([writeHeader(entries), ...values]);
}

import type { Layer } from '../../arch/infer.ts';
import { isDepthwise } from './conv-arrangement.ts';
import type { Step } from './plan.ts';

/** Values that our kernel puts side by side in one call: shaders may read few buffers. */
export const MOST_PIECES = 4;

type Call = Pick<Step, 'layer' | 'then' | 'inputs' | 'output' | 'slices'>;

/** Whether our kernel can find the channels it takes among others. */
function finds({ layer: { op, in: x, others } }: Call, place: number): boolean {
	if (op.kind === 'concat') return others.length < MOST_PIECES && place <= others.length;
	return op.kind === 'conv' && place === 0 && isDepthwise(op, x.at(-1) ?? 0);
}

/** The one call that takes a value, and at which place. */
function onlyUse(calls: readonly Call[], value: number) {
	const uses = calls.flatMap((call) =>
		call.inputs.flatMap((input, place) => (input === value ? [{ call, place }] : []))
	);
	return uses.length === 1 ? uses[0] : undefined;
}

/**
 * Leaves out calls that copy a range of channels for one other, where that can read it as it lies.
 *
 * @param outputs paths of layers whose values are asked for
 */
export function readInPlace<T extends Call>(
	calls: readonly T[],
	outputs: ReadonlySet<string>
): readonly T[] {
	const read = new Map<Call, { inputs: number[]; slices: { place: number; layer: Layer }[] }>();
	const left = calls.filter(({ layer, then, inputs: [from], output }) => {
		const isCopy = layer.op.kind === 'slice' && then.length === 0 && !outputs.has(layer.path);
		const use = isCopy ? onlyUse(calls, output) : undefined;
		if (from === undefined || !use || !finds(use.call, use.place)) return true;
		const { inputs, slices } = read.get(use.call) ?? { inputs: [...use.call.inputs], slices: [] };
		inputs[use.place] = from;
		slices.push({ place: use.place, layer });
		read.set(use.call, { inputs, slices });
		return false;
	});
	return left.map((call) => ({ ...call, ...read.get(call) }));
}

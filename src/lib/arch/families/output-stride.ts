import type { Field } from '../fields.ts';
import { options } from './choices.ts';

/** The coarsest that a map becomes, px between neighbours: later stages dilate their kernels in place of halving it. */
export type OutputStride = '8' | '16' | '32';

/** How a stage shrinks its map, or what it does instead. */
export type StageStride = Readonly<{
	stride: 1 | 2;
	/** Dilation of what would have had the stride: the first block's spatial conv, or the one between stages. */
	first: number;
	/** Dilation of all spatial convs after that. */
	dilation: number;
}>;

/** What is left for the blocks after the one that shrinks the map. */
export const afterFirst = ({ dilation }: StageStride): StageStride => ({
	stride: 1,
	first: dilation,
	dilation
});

/** The first dilation of a stage that is timm's in convnext.py, regnet.py and inception_next.py: 1 or 2. */
export const oneOrTwo = (before: number): number => Math.min(2, before);

/**
 * Strides and dilations of the stages: once the map is as coarse as the output stride permits, a
 * stage dilates its kernels in place of halving the map. At 32, where the usual networks end, nothing
 * is dilated however coarse the map is.
 *
 * @param halves which stages would halve the map; `always`: by other means than a stride
 * @param stem px between neighbours of the map that enters the first
 * @param first the first dilation of a stage, from that of the stage before
 */
export function dilatedStages(
	halves: readonly (boolean | 'always')[],
	stem: number,
	outputStride: OutputStride,
	first = (before: number): number => before
): readonly StageStride[] {
	const most = outputStride === '32' ? Infinity : Number(outputStride);
	let [reached, dilation] = [stem, 1];
	return halves.map((halve): StageStride => {
		if (halve === 'always') reached *= 2;
		if (halve !== true) return { stride: 1, first: dilation, dilation };
		if (reached < most) {
			reached *= 2;
			return { stride: 2, first: 1, dilation: 1 };
		}
		const before = dilation;
		dilation *= 2;
		return { stride: 1, first: first(before), dilation };
	});
}

/** A kernel's dilation; one of a single tap has none. */
export const dilated = (kernel: number, dilation: number) =>
	kernel > 1 && dilation > 1 ? { dilation } : {};

export const outputStrideField: Field = {
	key: 'outputStride',
	label: 'output stride',
	group: 'Around',
	kind: 'choice',
	options: options(['8', '8'], ['16', '16'], ['32', '32']),
	help: 'The coarsest that the map becomes, px between neighbours: later stages dilate their kernels in place of halving it, as segmentation wants it.'
};

import type { FieldInput } from '../../benchmark/inspect/fields.ts';
import type { Square } from '../../features/effective-field.ts';
import { percent } from '../../kit/format.ts';
import { pixels } from '../picture/seen.ts';
import type { FieldCase } from './field-cases.ts';
import type { MeasuredField } from './field-measurement.svelte.ts';

const INPUT_TEXT: Readonly<Record<FieldInput, string>> = {
	noise: 'noise',
	picture: 'the picture in use'
};

export const FIELD_INPUT_OPTIONS = Object.entries(INPUT_TEXT).map(([value, label]) => ({
	value: value as FieldInput,
	label
}));

/** What a unit can see at most: the theoretical receptive field. */
export const theoreticalText = ({ size }: FieldCase): string =>
	size ? pixels(size) : 'everything';

/** The side of a square that holds a share of a field. */
const sideText = (square: Square | null): string =>
	square ? pixels([square.height, square.width]) : 'nothing';

/** How large one field is beside the other, by area; `null` where the units see everything, or nothing. */
function shareText({ of: { patch }, most }: MeasuredField): string {
	if (!patch || !most) return '–';
	const seen = (patch.bottom - patch.top) * (patch.right - patch.left);
	return percent((most.height * most.width) / seen);
}

/** Fields as rows of a table. */
export const FIELD_COLUMNS = [
	{ id: 'label', label: 'unit in the middle of', text: ({ of }: MeasuredField) => of.label },
	{
		id: 'theoretical',
		label: 'theoretical',
		isNumeric: true,
		text: ({ of }: MeasuredField) => theoreticalText(of)
	},
	{
		id: 'half',
		label: 'half lies in',
		isNumeric: true,
		text: ({ half }: MeasuredField) => sideText(half)
	},
	{
		id: 'most',
		label: '95% lies in',
		isNumeric: true,
		text: ({ most }: MeasuredField) => sideText(most)
	},
	{
		id: 'share',
		label: 'of the area it can see',
		isNumeric: true,
		text: shareText,
		title: () => 'The square that holds 95%, over the theoretical field within the picture'
	}
] as const;

/** What the figures are, how they came about and where. */
export function tellFields({ over, passes, backendLabel }: MeasuredField): string {
	const inputs =
		over === 'noise'
			? `${passes} ${passes === 1 ? 'input' : 'inputs'} of uniform noise`
			: `${passes} ${passes === 1 ? 'pass' : 'passes'} over the picture in use`;
	return `Gradient of the sum of the unit’s channels, each with a random sign, at every pixel: absolute values, added up over colours and averaged over ${inputs} (Luo et al. 2016). Half and 95% lie in the smallest square that holds so much. Computed on ${backendLabel}, in float32.`;
}

/** Which weights a field is of. */
export const tellFieldWeights = (fromFile: boolean, label: string): string =>
	fromFile
		? `Weights: ${label}.`
		: 'Weights: deterministic, not trained. Training changes how wide a field is: Luo et al. found that it grows.';

/** A field in words, for a listener and under its map. */
export const tellField = (field: MeasuredField): string =>
	`${field.of.label}: theoretical ${theoreticalText(field.of)}, half in ${sideText(field.half)}, 95% in ${sideText(field.most)}`;

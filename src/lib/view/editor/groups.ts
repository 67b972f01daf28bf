import type { Network } from '../../arch/design.ts';
import { perAxis, type Shape } from '../../arch/net.ts';
import { sizeText } from './size.ts';
import { sectionsOf } from '../../draw/structure.ts';
import {
	isPerStage,
	type Field,
	type PerStageField,
	type SingleField,
	type StageChoiceField
} from '../../arch/fields.ts';

export type FieldGroup = Readonly<{
	name: Field['group'];
	perStage: readonly (PerStageField | StageChoiceField)[];
	others: readonly SingleField[];
}>;

const GROUPS: readonly Field['group'][] = ['Stages', 'Block', 'Stem', 'Around', 'Input'];

/** A family's fields as the editor lays them out. */
export const fieldGroups = (fields: readonly Field[]): readonly FieldGroup[] =>
	GROUPS.map((name) => {
		const own = fields.filter((field) => field.group === name);
		return {
			name,
			perStage: own.filter(isPerStage),
			others: own.filter((field): field is SingleField => !isPerStage(field))
		};
	}).filter(({ perStage, others }) => perStage.length + others.length > 0);

const mapText = ([height = 0, width = 0]: Shape): string => sizeText(perAxis(height, width));

/** Size of the map that each stage hands on, px, in order: its side, or `25 × 40`. */
export const stageMaps = ({ layers }: Network): readonly string[] =>
	sectionsOf(layers)
		.filter(({ role }) => role === 'stage')
		.map(({ parts }) => mapText(layers[(parts.at(-1)?.end ?? 0) - 1]?.out ?? []))
		// In a narrow column the two sides stand below each other, the sign with the first.
		.map((text) => text.replace(' ×', '\u00a0×'));

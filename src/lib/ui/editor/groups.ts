import type { Network } from '../../arch/design.ts';
import type { Field, PerStageField } from '../../arch/fields.ts';

export type FieldGroup = Readonly<{
	name: Field['group'];
	perStage: readonly PerStageField[];
	others: readonly Exclude<Field, { kind: 'per-stage' }>[];
}>;

const GROUPS: readonly Field['group'][] = ['Stages', 'Block', 'Around', 'Input'];

/** A family's fields as the editor lays them out. */
export const fieldGroups = (fields: readonly Field[]): readonly FieldGroup[] =>
	GROUPS.map((name) => {
		const own = fields.filter((field) => field.group === name);
		return {
			name,
			perStage: own.filter((field) => field.kind === 'per-stage'),
			others: own.filter((field) => field.kind !== 'per-stage')
		};
	}).filter(({ perStage, others }) => perStage.length + others.length > 0);

/** Side of the map that each stage hands on, px; 0 where the network has no such stage. */
export function stageMaps(network: Network, stages: number): readonly number[] {
	const sides = new Map<string, number>();
	for (const { section, out } of network.layers)
		if (section !== 'stem' && section !== 'head') sides.set(section, out[0] ?? 0);
	const list = [...sides.values()];
	return Array.from({ length: stages }, (_, stage) => list[stage] ?? 0);
}

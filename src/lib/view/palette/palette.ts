import type { Design } from '../../arch/design.ts';
import type { Layer } from '../../arch/infer.ts';
import { labelOf } from '../../arch/ops.ts';
import type { PickGroup } from '../../kit/picker/items.ts';

/** Something that a person can do by its name. */
export type Action = Readonly<{ label: string; note?: string; run: () => void }>;

/** What a person picked: the kind of it, and its name among those. */
export type Picked = Readonly<{ kind: 'do' | 'field' | 'layer' | 'preset'; name: string }>;

const KINDS = ['do', 'field', 'layer', 'preset'] as const;

/** A value of the list, in which names of several kinds stand beside each other. */
const valueOf = ({ kind, name }: Picked): string => `${kind}:${name}`;

/** What a value of the list stands for; `null` where it is none. */
export function readPicked(value: string): Picked | null {
	const at = value.indexOf(':');
	const kind = KINDS.find((known) => known === value.slice(0, at));
	return kind === undefined ? null : { kind, name: value.slice(at + 1) };
}

/**
 * All that can be found by its name: what can be done, the fields that change something in this design, its
 * layers, and the presets, as the list of presets has them.
 */
export function paletteGroups(
	actions: readonly Action[],
	design: Design,
	layers: readonly Layer[],
	presets: readonly PickGroup[]
): readonly PickGroup[] {
	const fields = design.family.fields.filter(({ applies }) => applies?.(design.config) ?? true);
	return [
		{
			name: 'Do',
			items: actions.map(({ label, note }) => ({
				value: valueOf({ kind: 'do', name: label }),
				label,
				...(note === undefined ? {} : { note })
			}))
		},
		{
			name: 'Fields',
			items: fields.map(({ key, label, group }) => ({
				value: valueOf({ kind: 'field', name: key }),
				label,
				note: group
			}))
		},
		...presets.map(({ name, items }) => ({
			name,
			items: items.map(({ value, label }) => ({
				value: valueOf({ kind: 'preset', name: value }),
				label,
				note: value
			}))
		})),
		{
			name: 'Layers',
			items: layers.map(({ path, op, in: shape }) => ({
				value: valueOf({ kind: 'layer', name: path }),
				label: path,
				note: labelOf(op, shape)
			}))
		}
	];
}

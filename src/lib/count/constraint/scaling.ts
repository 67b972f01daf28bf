import { examine, type Design } from '../../arch/design.ts';
import {
	fieldWithRole,
	nearestPermitted,
	type Config,
	type FieldValue,
	type NumberRange
} from '../../arch/fields.ts';
import { perAxis, sidesOf } from '../../arch/net.ts';
import { isSize } from '../../arch/size.ts';

/** What depth, width and resolution are multiplied by for one step of compound scaling. */
export type Factors = Readonly<{ depth: number; width: number; resolution: number }>;

/** EfficientNet's (arXiv 1905.11946, section 3.3): a step about doubles the FLOPs. */
export const EFFICIENTNET: Factors = { depth: 1.2, width: 1.1, resolution: 1.15 };

/** FLOPs of a step over those before it, as the paper estimates it: depth × width² × resolution². */
export const growth = ({ depth, width, resolution }: Factors): number =>
	depth * width ** 2 * resolution ** 2;

/** A multiple of the field's nudge where the original is one: 96 becomes 104, 97 becomes 105. */
function scaled(value: number, factor: number, range: NumberRange): number {
	const grid = value % range.nudge === 0 ? range.nudge : range.step;
	return nearestPermitted(Math.max(grid, Math.round((value * factor) / grid) * grid), range);
}

/** Widths that heads or groups do not divide move to the nearest that they do. */
function repaired(design: Design, key: string, range: NumberRange): Design {
	const { config } = design;
	const value = config[key];
	if (typeof value !== 'number' || examine(design).ok) return design;
	for (let away = range.step; away <= 64; away += range.step)
		for (const next of [value + away, value - away]) {
			const nearby = { ...design, config: { ...config, [key]: nearestPermitted(next, range) } };
			if (examine(nearby).ok) return nearby;
		}
	return design;
}

/**
 * A design scaled in depth, width and resolution together, each to the nearest permitted number.
 *
 * @param steps how many steps, also a fraction or less than none
 */
export function scale(design: Design, steps: number, factors: Factors): Design {
	const config: Record<string, FieldValue> = { ...design.config };
	for (const field of design.family.fields) {
		const { role, key } = field;
		if (role !== 'depth' && role !== 'width' && role !== 'resolution') continue;
		if (field.applies?.(design.config) === false) continue;
		const factor = factors[role] ** steps;
		const value = config[key];
		if (field.kind === 'size' && isSize(value)) {
			const [height, width] = sidesOf(value);
			config[key] = perAxis(scaled(height, factor, field), scaled(width, factor, field));
			continue;
		}
		if (field.kind !== 'number' && field.kind !== 'per-stage') continue;
		config[key] = Array.isArray(value)
			? value.map((item) => scaled(Number(item), factor, field))
			: scaled(Number(value), factor, field);
	}
	const result: Design = { ...design, config: config as Config };
	const width = fieldWithRole(design.family.fields, 'width', design.config);
	return width?.kind === 'number' ? repaired(result, width.key, width) : result;
}

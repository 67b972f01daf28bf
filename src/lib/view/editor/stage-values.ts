import { nearestPermitted, type Config, type PerStageField } from '../../arch/fields.ts';
import { doublingFrom } from '../../arch/stage-ratio.ts';

/** A per-stage setting as numbers. */
export function listOf(config: Config, key: string): readonly number[] {
	const value = config[key];
	return Array.isArray(value) ? value.map(Number) : [];
}

/** A per-stage choice as the names of options. */
export function choicesOf(config: Config, key: string): readonly string[] {
	const value = config[key];
	return Array.isArray(value) ? value.map(String) : [];
}

/** The list with one stage changed; widths that double change together where whole numbers allow it. */
export function withItem(
	config: Config,
	field: PerStageField,
	stage: number,
	value: number,
	doubling: boolean
): readonly number[] {
	const list = listOf(config, field.key);
	const doubled =
		doubling && field.role === 'width' ? doublingFrom(value, stage, list.length) : null;
	const next = doubled ?? list.map((item, i) => (i === stage ? value : item));
	return next.map((item) => nearestPermitted(item, field));
}

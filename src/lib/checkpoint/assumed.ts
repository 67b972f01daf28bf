import type { Design } from '../arch/design.ts';
import type { Guess } from '../arch/families/weight-shapes.ts';
import { printValue, sameValue, type Config, type Field, type FieldValue } from '../arch/fields.ts';

/** A setting that no tensor tells, and why it was chosen. */
export type Assumed = Readonly<{
	key: string;
	label: string;
	reason: string;
	/** Whether a person is asked: networks with these very weights differ in it, or none is known. */
	asked: boolean;
	/** What the reason is of: this file, networks that have the same weights, or only what is nearest. */
	basis: 'file' | 'twin' | 'nearest';
	/** Settings that go with another answer. */
	along?: Config;
}>;

const valueText = (field: Field, value: FieldValue): string => {
	const text = printValue(field, value);
	const options = 'options' in field ? field.options : [];
	return options.find((option) => option.value === text)?.label ?? text;
};

/** The value of a field in a design, as a person reads it. */
export function settingText({ family, config }: Design, key: string): string {
	const [field, value] = [family.fields.find((one) => one.key === key), config[key]];
	return field && value !== undefined ? `${field.label}: ${valueText(field, value)}` : '';
}

/**
 * What is assumed of a design that was read from a file.
 *
 * @param twins presets that agree with all that the file tells
 * @param named whether the file is called as the preset, or timm's config.json says that it is just that
 */
export function assumedOf(
	{ family, preset, config }: Design,
	guess: Guess,
	twins: readonly string[],
	named: 'called' | 'said' | null
): readonly Assumed[] {
	const configOf = (name: string): Config => family.presets.get(name)?.config ?? {};
	const labelOf = (name: string) => family.presets.get(name)?.label ?? name;
	const why = guess.why?.(configOf(preset)) ?? {};
	function reasonFor(field: Field): Pick<Assumed, 'reason' | 'asked' | 'basis'> {
		const { key, role } = field;
		const value = config[key];
		const others = twins.filter((name) => !sameValue(configOf(name)[key], value));
		const [other] = others;
		const usual = sameValue(configOf(preset)[key], value);
		if (named === 'said' && usual)
			return { asked: false, basis: 'file', reason: `config.json names ${labelOf(preset)}` };
		if (why[key] !== undefined) return { asked: true, basis: 'file', reason: why[key] };
		const known = guess.known?.[key];
		if (known !== undefined) return { asked: false, basis: 'file', reason: known };
		if (role === 'resolution') {
			// Where weights do not depend on the image's size, any that is usual will do.
			const possible = others.filter((name) =>
				sameValue(guess.assume?.(configOf(name))[key], configOf(name)[key])
			);
			if (possible.length === 0)
				return {
					asked: false,
					basis: 'nearest',
					reason: usual ? `as in ${labelOf(preset)}` : 'what the weights fit'
				};
		}
		if (other !== undefined) {
			const it = valueText(field, configOf(other)[key] ?? '');
			const chosen = named ? 'the file is called so' : `as in ${labelOf(preset)}`;
			return {
				asked: true,
				basis: 'twin',
				reason: `${chosen}; ${labelOf(other)} has the same weights and ${field.label} ${it}`
			};
		}
		if (twins.length > 0 && usual)
			return {
				asked: false,
				basis: 'twin',
				reason: `as in ${labelOf(preset)}, which has such weights`
			};
		return {
			asked: true,
			basis: 'nearest',
			reason: usual ? `as in ${labelOf(preset)}, the nearest` : 'the likeliest for these shapes'
		};
	}
	return family.fields.flatMap((field) => {
		const { key, label, role, applies } = field;
		if (Object.hasOwn(guess.read, key) || role === 'batch') return [];
		if (applies?.(config) === false) return [];
		const along = guess.along?.[key];
		return [{ key, label, ...reasonFor(field), ...(along ? { along } : {}) }];
	});
}

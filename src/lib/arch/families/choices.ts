import type { Config, Option } from '../fields.ts';
import { ACTIVATION_KINDS, activations } from '../ops/activations.ts';

/** A condition on one field: that it, or its value for some stage, is one of these. */
export const is =
	(key: string, ...values: string[]) =>
	({ [key]: value }: Config): boolean =>
		(Array.isArray(value) ? value : [value]).some((item) => values.includes(String(item)));

/** Both conditions. */
export const both =
	(a: (config: Config) => boolean, b: (config: Config) => boolean) =>
	(config: Config): boolean =>
		a(config) && b(config);

/** Options from pairs of a value and its label. */
export const options = (...pairs: readonly (readonly [value: string, label: string])[]): Option[] =>
	pairs.map(([value, label]) => ({ value, label }));

/** Every activation, by what it is called. */
export const activationOptions: readonly Option[] = ACTIVATION_KINDS.map((kind) => ({
	value: kind,
	label: activations[kind].label()
}));

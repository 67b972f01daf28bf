import type { Config, Option } from '../../../fields.ts';

/** A condition on one field. */
export const is =
	(key: string, ...values: string[]) =>
	(config: Config): boolean =>
		values.includes(String(config[key]));

/** Both conditions. */
export const both =
	(a: (config: Config) => boolean, b: (config: Config) => boolean) =>
	(config: Config): boolean =>
		a(config) && b(config);

/** Options from pairs of a value and its label. */
export const options = (...pairs: readonly (readonly [value: string, label: string])[]): Option[] =>
	pairs.map(([value, label]) => ({ value, label }));

/** Checks of values that come from files: each names the field and what is permitted there. */

/** Adds what is wrong with a value, named by where it stands. */
export type Check = (value: unknown, at: string, problems: string[]) => void;
export type Fields<T> = { readonly [K in keyof T]-?: Check };

export const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 40);

const expected =
	(what: string, fits: (value: unknown) => boolean): Check =>
	(value, at, problems) => {
		if (!fits(value)) problems.push(`${at}: expected ${what}, and found ${shown(value)}`);
	};

export const text = expected(
	'a text',
	(value) => typeof value === 'string' && value.length <= 2000
);
export const flag = expected('true or false', (value) => typeof value === 'boolean');
export const number = expected('a number', (value) => typeof value === 'number');
const isAmount = (value: unknown): boolean =>
	typeof value === 'number' && Number.isFinite(value) && value >= 0;
export const amount = expected('a number of 0 or more', isAmount);
export const positive = expected('a number above 0', (value) => isAmount(value) && value !== 0);
const isCount = (value: unknown): boolean => isAmount(value) && Number.isInteger(value);
export const count = expected('a whole number of 0 or more', isCount);
export const some = expected(
	'a whole number of 1 or more',
	(value) => isCount(value) && value !== 0
);
export const when = expected(
	'a date like 2026-11-24T12:00:00.000Z',
	(value) => typeof value === 'string' && !Number.isNaN(Date.parse(value))
);
export const oneOf = (...permitted: readonly (string | number)[]): Check =>
	expected(permitted.map((value) => shown(value)).join(' or '), (value) =>
		permitted.some((one) => one === value)
	);

export const orNull =
	(check: Check): Check =>
	(value, at, problems) => {
		if (value !== null) check(value, at, problems);
	};
export const optional =
	(check: Check): Check =>
	(value, at, problems) => {
		if (value !== undefined) check(value, at, problems);
	};

export const list =
	(check: Check, least = 0): Check =>
	(value, at, problems) => {
		if (!Array.isArray(value) || value.length < least)
			problems.push(
				`${at}: expected a list${least > 0 ? ` of ${least} or more` : ''}, and found ${shown(value)}`
			);
		else value.forEach((item, i) => check(item, `${at}[${i}]`, problems));
	};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const record =
	<T>(fields: Fields<T>): Check =>
	(value, at, problems) => {
		if (!isRecord(value)) {
			problems.push(`${at}: expected an object, and found ${shown(value)}`);
			return;
		}
		for (const [name, check] of Object.entries<Check>(fields))
			check(value[name], at === '' ? name : `${at}.${name}`, problems);
	};

import { NEXT, py, type Line, type Role, type Slot } from './line.ts';
import { Unreadable } from './unreadable.ts';

type Values = readonly (number | null)[];
type Variable = { name: string; role: Role; values: Values; used: boolean };

/** The numbers in which the instances of a class differ, as arguments of its `__init__`. */
export type Names = Readonly<{
	/** One text for all instances; an instance that goes without is `null`. */
	text(lines: readonly (Line | null)[]): string;
	/** The same where names are attributes, which `__init__` has to keep. */
	attributeText(lines: readonly (Line | null)[]): string;
	/** Names that `attributeText` has written. */
	readonly kept: readonly string[];
	/** An expression that is true in just these instances. */
	condition(present: readonly boolean[], hint: string): string;
	/** Arguments in the order in which they were needed. */
	readonly used: readonly string[];
	/** The arguments of one instance, the first by position. */
	arguments(instance: number): Line;
}>;

/** `null` fits everything. */
const fit = (a: Values, b: Values): boolean =>
	a.every((value, i) => {
		const other = b[i] ?? null;
		return value === null || other === null || value === other;
	});

const filled = (a: Values, b: Values): Values => a.map((value, i) => value ?? b[i] ?? null);

const agreed = (values: Values): number | null => {
	const known = values.filter((value) => value !== null);
	return known.every((value) => value === known[0]) ? (known[0] ?? null) : null;
};

/**
 * @param seeds names that are known from the start, in order of preference
 * @param literal whether every number is written as it stands: for a class with one instance
 */
export function createNames(
	instances: number,
	seeds: readonly (readonly [name: string, values: Values])[],
	literal = false
): Names {
	const variables: Variable[] = seeds.map(([name, values]) => ({
		name,
		role: 'channels',
		values,
		used: false
	}));

	function use(variable: Variable, values: Values): string {
		variable.used = true;
		variable.values = filled(variable.values, values);
		return variable.name;
	}

	/** A hint that no variable has for a name, or the next number of it: inner classes hand numbered ones out. */
	function freeName(hint: string): string {
		const isTaken = (name: string) => variables.some((variable) => variable.name === name);
		const stem = hint.replace(/\d+$/, '');
		const alike = variables.filter(({ name }) => name.replace(/\d+$/, '') === hint).length;
		let number = alike + 1;
		let name = alike === 0 ? hint : `${hint}${number}`;
		while (isTaken(name)) name = `${stem}${++number}`;
		return name;
	}

	function create(role: Role, hint: string, values: Values): string {
		const name = freeName(hint);
		variables.push({ name, role, values, used: true });
		return name;
	}

	/** A variable that has these values wherever both are known. */
	const find = (role: Role, values: Values): Variable | undefined =>
		variables.find((variable) => variable.role === role && fit(values, variable.values));

	function channels(hint: string, values: Values): string {
		const same = find('channels', values);
		if (same) return use(same, values);
		for (const variable of variables.filter(({ role }) => role === 'channels'))
			for (let factor = 2; factor <= 16; factor++) {
				const times = variable.values.map((value) => value && factor * value);
				if (fit(values, times)) return `${factor} * ${use(variable, [])}`;
			}
		return create('channels', hint, values);
	}

	function counted(role: Role, hint: string, values: Values): string {
		const constant = agreed(values);
		if (constant !== null && (role === 'count' || role === 'place')) return String(constant);
		const same = variables.find(
			(variable) => variable.name === hint && fit(values, variable.values)
		);
		if (same) return use(same, values);
		return values.every((value) => value === null) ? 'None' : create(role, hint, values);
	}

	function half(hint: string, values: Values): string {
		const whole = variables.find(
			(variable) =>
				variable.role === 'count' &&
				fit(
					values,
					variable.values.map((value) => value && Math.floor(value / 2))
				)
		);
		if (agreed(values) !== null || !whole) return counted('count', hint, values);
		return `${use(whole, [])} // 2`;
	}

	function resolve({ role, hint }: Slot, values: Values): string {
		if (literal) return literalOf(role, values[0] ?? null);
		switch (role) {
			case 'channels':
				return channels(hint, values);
			case 'groups': {
				const same = find('channels', values);
				return same ? use(same, values) : counted('count', hint, values);
			}
			case 'place': {
				const same = find('channels', values) ?? find('place', values);
				return same ? use(same, values) : counted('place', hint, values);
			}
			case 'half':
				return half(hint, values);
			case 'count':
			case 'named':
			case 'flag':
				return counted(role, hint, values);
		}
	}

	const literalOf = (role: Role, value: number | null): string =>
		value === null ? 'None' : role !== 'flag' ? String(value) : value ? 'True' : 'False';

	const kept = new Set<string>();

	/** A name in `forward` is an attribute. */
	function asAttribute(text: string): string {
		return text.replace(/[a-z]\w*/g, (name) => {
			kept.add(name);
			return `self.${name}`;
		});
	}

	function write(slot: Slot, values: Values): string {
		const { keyword } = slot;
		if (!keyword) return resolve(slot, values);
		if (agreed(values) === keyword.omit) return '';
		return `, ${keyword.name}=${resolve(slot, values)}`;
	}

	function fill(lines: readonly (Line | null)[], change: (text: string) => string): string {
		const first = lines.find((line) => line !== null);
		if (!first) return '';
		if (lines.some((line) => line !== null && line.texts.join('') !== first.texts.join('')))
			throw new Unreadable('one line is not the same in all instances');
		return first.texts.reduce((text, next, i) => {
			const slot = first.slots[i - 1];
			if (!slot) return text + next;
			const values = lines.map((line) => line?.slots[i - 1]?.value ?? null);
			return text + change(write(slot, values)) + next;
		}, '');
	}

	return {
		text: (lines) => fill(lines, (text) => text),
		attributeText: (lines) => fill(lines, (text) => (literal ? text : asAttribute(text))),
		get kept() {
			return [...kept];
		},
		condition(present, hint) {
			const [dim, out] = ['dim', 'out'].map((name) => variables.find((v) => v.name === name));
			const stride = variables.find((v) => v.name === 'stride');
			const widens = (i: number) => !!dim && !!out && dim.values[i] !== out.values[i];
			const steps = (i: number) => !!stride && stride.values[i] !== 1;
			const candidates: readonly (readonly [text: string, holds: (i: number) => boolean])[] = [
				['stride != 1', steps],
				['dim != out', widens],
				['stride != 1 or dim != out', (i) => steps(i) || widens(i)]
			];
			const found = candidates.find(([, holds]) => present.every((is, i) => is === holds(i)));
			if (!found) return create('flag', `with_${hint}`, present.map(Number));
			for (const variable of [dim, out, stride])
				if (variable && found[0].includes(variable.name)) variable.used = true;
			return found[0];
		},
		get used() {
			return variables.filter(({ used }) => used).map(({ name }) => name);
		},
		arguments(instance) {
			if (instance >= instances) throw new Error('there is no such instance');
			return variables
				.filter(({ used }) => used)
				.reduce(
					(all, { name, role, values }, i) => {
						const slot: Slot = { role, value: values[instance] ?? null, hint: name };
						return i === 0 ? py`${slot}` : py`${all},${NEXT}${name}=${slot}`;
					},
					py``
				);
		}
	};
}

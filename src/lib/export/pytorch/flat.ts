import { join } from '../../arch/net.ts';
import { wrapped } from './line.ts';
import { member, setting } from './member.ts';
import { isMap, OVER_POSITIONS, permuted } from './memory-format.ts';
import { createNames } from './names.ts';
import { joinedBy } from './operations/joins.ts';
import { attributesOf, doneBy, leftAs, memoryFormatOf, setsBeside } from './operations/table.ts';
import type { MemoryFormat } from './operations/row.ts';
import type { OpStatement, ParallelStatement, Part, Statement } from './statements.ts';
import { Unreadable } from './unreadable.ts';

/** A variable of `forward`, and how it holds its value. */
type Value = Readonly<{ name: string; layout: MemoryFormat }>;

export type Flat = Readonly<{ source(title: string): string; leaves: MemoryFormat }>;

/** The variable, and no module of that name. */
const X = /(?<![.\w])x\b/g;

const parentOf = (path: string): string => path.split('.').slice(0, -1).join('.');

/**
 * A class for one part that can say whatever a part does: every operation stands under its whole path
 * in one `__init__`, every branch has a variable of its own, and numbers stand as they are.
 *
 * @param layout how it takes a map, and leaves one
 * @throws Unreadable where the part holds blocks or stages
 */
export function flatClass(part: Part, layout: MemoryFormat): Flat {
	const init: string[] = [];
	const lines: string[] = [];
	const holders = new Set<string>();
	const names = createNames(1, [], true);
	let branches = 0;

	/** Modules that do nothing but hold what stands under a path. */
	function hold(path: string): void {
		const parts = path.split('.').slice(0, -1);
		parts.forEach((_, i) => {
			const holder = parts.slice(0, i + 1).join('.');
			if (!holders.has(holder)) init.push(setting(holder, 'nn.Module()'));
			holders.add(holder);
		});
	}

	function assign(path: string, text: string): void {
		hold(path);
		init.push(setting(path, text));
	}

	const set = (value: Value, expression: string): Value => {
		lines.push(`${value.name} = ${expression}`);
		return value;
	};

	/** A map as it is wanted. */
	function as(wanted: MemoryFormat | null, value: Value): Value {
		if (!wanted || wanted === value.layout || !isMap(value.layout) || !isMap(wanted)) return value;
		return set({ ...value, layout: wanted }, permuted(value.name, wanted));
	}

	function operation({ name, op, in: x }: OpStatement, prefix: string, given: Value): Value {
		const path = join(prefix, name);
		const value = as(memoryFormatOf(op), given);
		const attributes = attributesOf(op, x);
		for (const attribute of attributes) {
			const aside = attribute.name !== '' && setsBeside(op);
			const place = join(aside ? parentOf(path) : path, attribute.name);
			assign(place, names.text([attribute.value]));
		}
		const apart = attributes.some((attribute) => attribute.name !== '') && !setsBeside(op);
		const self = apart && path !== '' ? `${member(path)}.` : member(path);
		const done = doneBy(op, value.layout, self);
		const parent = parentOf(path);
		const text =
			done === null
				? `${member(path)}(x)`
				: names
						.attributeText([done])
						.replace(/\bself\.(q_bias|v_bias|logit_scale)\b/g, (_, name: string) =>
							member(join(parent, name))
						);
		const shaped = op.kind === 'unshiftWindows' ? sizedAs(text, op) : text;
		return set(
			{ name: value.name, layout: leftAs(op) ?? value.layout },
			shaped.replace(X, value.name)
		);
	}

	/** The size that a map had, in numbers. */
	const sizedAs = (text: string, { height, width }: { height: number; width: number }): string =>
		text.replace('shortcut', `torch.empty(1, ${height}, ${width})`);

	function parallel(step: ParallelStatement, prefix: string, entering: Value): Value {
		const values = step.branches.map((branch): Value => {
			if (branch === null) return entering;
			const value = { ...entering, name: `x${++branches}` };
			lines.push(`${value.name} = ${entering.name}`);
			return sequence(branch.part.steps, join(prefix, branch.name), value);
		});
		const map = isMap(entering.layout) ? entering.layout : null;
		const alike = values.map((value, i) => (step.branches[i] ? as(map, value) : value));
		const layout = alike.find((value) => value.layout !== 'vector')?.layout ?? 'vector';
		const spread = alike.map((value) =>
			value.layout === layout ? value.name : `${value.name}${OVER_POSITIONS[layout]}`
		);
		return set({ name: entering.name, layout }, joinedBy(step.join, spread, layout));
	}

	function statement(step: Statement, prefix: string, value: Value): Value {
		if (step.kind === 'op') return operation(step, prefix, value);
		if (step.kind === 'part') return sequence(step.part.steps, join(prefix, step.name), value);
		if (step.kind === 'parallel') return parallel(step, prefix, value);
		throw new Unreadable('blocks and stages have classes of their own');
	}

	const sequence = (steps: readonly Statement[], prefix: string, value: Value): Value =>
		steps.reduce((now, step) => statement(step, prefix, now), value);

	const left = as(layout, sequence(part.steps, '', { name: 'x', layout }));

	return {
		leaves: left.layout,
		source: (title) =>
			[
				`class ${title}(nn.Module):`,
				'    def __init__(self):',
				...['super().__init__()', ...init].map((line) => wrapped(line, '        ')),
				'',
				'    def forward(self, x):',
				...[...lines, `return ${left.name}`].map((line) => wrapped(line, '        '))
			].join('\n')
	};
}

import type { Forward } from './forward.ts';
import type { Line } from './line.ts';
import { member, setting } from './member.ts';
import { isMap, permuted } from './memory-format.ts';
import type { Names } from './names.ts';
import {
	attributesOf,
	doneBy,
	isHeavy,
	leftAs,
	memoryFormatOf,
	setsBeside
} from './operations/table.ts';
import type { MemoryFormat } from './operations/row.ts';
import { Unreadable } from './unreadable.ts';
import { present, type Column, type OpStatement } from './statements.ts';

/** A class while it is written. */
export type Scope = { readonly names: Names; readonly init: string[]; layout: MemoryFormat };

/** Lines of the steps that are present, in the places of all. */
function spread(column: Column, lines: readonly Line[]): readonly (Line | null)[] {
	const rest = [...lines];
	return column.map((step) => (step === null ? null : (rest.shift() ?? null)));
}

/** Permutes a map where the next step takes it differently. */
export function ensureLayout(scope: Scope, wanted: MemoryFormat | null, forward: Forward): void {
	if (!wanted || wanted === scope.layout || !isMap(scope.layout)) return;
	forward.set(permuted('x', wanted), wanted);
	scope.layout = wanted;
}

/** Sets an attribute, in the instances that have it. */
export function setOptional(
	scope: Scope,
	column: Column,
	lines: readonly Line[],
	name: string
): void {
	const text = scope.names.text(spread(column, lines));
	if (!column.includes(null)) {
		scope.init.push(setting(name, text));
		return;
	}
	const has = column.map((step) => step !== null);
	const condition = scope.names.condition(has, name);
	scope.init.push(setting(name, 'nn.Identity()'), `if ${condition}:`, `    ${setting(name, text)}`);
}

/** A module that some instances go without, as a blur in blocks that keep the map's size. */
function writeOptional(scope: Scope, column: Column<OpStatement>, forward: Forward): void {
	const steps = present(column);
	const [{ name, op }] = steps as readonly [OpStatement, ...OpStatement[]];
	const values = steps.map((step) => attributesOf(step.op, step.in)[0]?.value ?? null);
	if (values.includes(null) || doneBy(op, scope.layout, '') !== null || leftAs(op) !== null)
		throw new Unreadable('an operation is missing in some instances');
	ensureLayout(scope, memoryFormatOf(op), forward);
	setOptional(
		scope,
		column,
		values.filter((value) => value !== null),
		name
	);
	forward.call(member(name), !isHeavy(op));
}

/** Sets an operation's attributes and calls it. */
export function writeOp(scope: Scope, column: Column<OpStatement>, forward: Forward): void {
	const steps = present(column);
	const step = steps[0];
	if (!step) throw new Error('an operation is missing in all instances');
	if (column.includes(null)) return writeOptional(scope, column, forward);
	ensureLayout(scope, memoryFormatOf(step.op), forward);
	const attributes = steps.map(({ op, in: x }) => attributesOf(op, x));
	attributes[0]?.forEach(({ name }, i) => {
		if (name !== '' && step.name !== '' && !setsBeside(step.op))
			throw new Unreadable(`what ${step.name} holds has no module around it`);
		const text = scope.names.text(attributes.map((all) => all[i]?.value ?? null));
		scope.init.push(setting(name || step.name, text));
	});
	const self = member(step.name);
	const lines = steps.map(({ op }) => doneBy(op, scope.layout, self));
	if (lines.includes(null)) forward.call(self, !isHeavy(step.op));
	else forward.set(scope.names.attributeText(lines));
	scope.layout = leftAs(step.op) ?? scope.layout;
}

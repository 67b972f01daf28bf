import {
	chain,
	isIdentity,
	join,
	type Chain,
	type Child,
	joinOf,
	type JoinOp,
	type Op,
	type Parallel,
	type PerAxis,
	type Role,
	type Shape
} from '../../arch/net.ts';
import { outputShape } from '../../arch/ops.ts';
import { Unreadable } from './unreadable.ts';

/** A part of the network that becomes a module: what it does, step by step. */
export type Part = Readonly<{
	role: Role | null;
	steps: readonly Statement[];
	in: Shape;
	out: Shape;
}>;

export type OpStatement = Readonly<{ kind: 'op'; name: string; op: Op; in: Shape; out: Shape }>;
export type PartStatement = Readonly<{ kind: 'part'; name: string; part: Part }>;
/** Blocks in a row, named 0, 1, 2, ... or as timm's RegNet has them, from b1. */
export type LoopStatement = Readonly<{ kind: 'run'; first: string; parts: readonly Part[] }>;
/** Stages in a row. */
export type SequenceStatement = Readonly<{
	kind: 'row';
	names: readonly string[];
	parts: readonly Part[];
}>;
/** Branches in the order in which they are joined. One without a name is written out; `null` is the identity. */
export type ParallelStatement = Readonly<{
	kind: 'parallel';
	join: JoinOp;
	branches: readonly (PartStatement | null)[];
}>;
export type Statement =
	| OpStatement
	| PartStatement
	| LoopStatement
	| SequenceStatement
	| ParallelStatement;

/** Adds a block to the run, or a stage to the row, that the steps end in. */
function extend(steps: Statement[], step: LoopStatement | SequenceStatement): void {
	const last = steps.at(-1);
	if (last?.kind === 'run' && step.kind === 'run')
		steps[steps.length - 1] = { ...last, parts: [...last.parts, ...step.parts] };
	else if (last?.kind === 'row' && step.kind === 'row')
		steps[steps.length - 1] = {
			...last,
			names: [...last.names, ...step.names],
			parts: [...last.parts, ...step.parts]
		};
	else steps.push(step);
}

/** A branch that is one operation needs no module around it. */
function branchOf({ name, net }: Child, x: Shape): PartStatement | null {
	if (isIdentity(net)) return null;
	if (net.kind === 'chain') return { kind: 'part', name, part: partOf(net, x) };
	return { kind: 'part', name: '', part: partOf(chain([[name, net]]), x) };
}

function parallelOf(parallel: Parallel, x: Shape) {
	const [{ branches }, op] = [parallel, joinOf(parallel)];
	const parts = branches.map((branch) => branchOf(branch, x));
	const [first = x, ...others] = parts.map((branch) => branch?.part.out ?? x);
	const step: ParallelStatement = { kind: 'parallel', join: op, branches: parts };
	return { step, out: outputShape(op, first, others) };
}

/** A chain as steps: chains without a name dissolve, dotted names become parts, alike parts stand together. */
export function partOf(chain: Chain, x: Shape): Part {
	const steps: Statement[] = [];
	let shape = x;
	for (const { name, net } of chain.children) {
		const entering = shape;
		if (net.kind === 'chain') {
			const part = partOf(net, entering);
			shape = part.out;
			if (part.role === 'block') extend(steps, { kind: 'run', first: name, parts: [part] });
			else if (part.role === 'stage') extend(steps, { kind: 'row', names: [name], parts: [part] });
			else if (name === '') steps.push(...part.steps);
			else steps.push(nested(name, part));
		} else if (net.kind === 'parallel') {
			const { step, out } = parallelOf(net, entering);
			shape = out;
			if (name === '') steps.push(step);
			else {
				const part: Part = { role: null, steps: [step], in: entering, out };
				steps.push({ kind: 'part', name, part });
			}
		} else {
			shape = outputShape(net, entering);
			steps.push({ kind: 'op', name, op: net, in: entering, out: shape });
		}
	}
	return { role: chain.role, steps: alwaysShifted(grouped(steps)), in: x, out: shape };
}

const head = (name: string): string => name.split('.', 1)[0] ?? '';
const tail = (name: string): string => name.slice(head(name).length + 1);

/** A part under a dotted name stands in parts that hold nothing else. */
function nested(name: string, part: Part): PartStatement {
	const inner = tail(name);
	if (inner === '') return { kind: 'part', name, part };
	const holder: Part = { ...part, role: null, steps: [nested(inner, part)] };
	return { kind: 'part', name: head(name), part: holder };
}

/** `attn.qkv`, `attn` and `attn.proj` in a row are a part `attn` with `qkv`, itself and `proj`. */
function grouped(steps: readonly Statement[]): readonly Statement[] {
	const result: Statement[] = [];
	for (let i = 0; i < steps.length;) {
		const step = steps[i];
		if (!step) break;
		const name = step.kind === 'op' ? head(step.name) : '';
		let end = i + 1;
		const isMember = (other: Statement | undefined): other is OpStatement =>
			other?.kind === 'op' && head(other.name) === name;
		while (name !== '' && isMember(steps[end])) end += 1;
		const members = steps.slice(i, end).filter(isMember);
		const [first, last] = [members[0], members.at(-1)];
		if (first && last && members.some((member) => member.name !== name)) {
			const inner = members.map((member) => ({ ...member, name: tail(member.name) }));
			const part: Part = { role: null, steps: grouped(inner), in: first.in, out: last.out };
			result.push({ kind: 'part', name, part });
		} else result.push(...steps.slice(i, end));
		i = end;
	}
	return result;
}

function windowOf(step: Statement): PerAxis | null {
	if (step.kind !== 'part') return null;
	const attention = step.part.steps.find(
		(inner) => inner.kind === 'op' && inner.op.kind === 'attention'
	);
	return attention?.kind === 'op' && attention.op.kind === 'attention' ? attention.op.window : null;
}

/** Blocks whose windows need neither shift nor padding take the same steps as the others, to no effect. */
function alwaysShifted(steps: readonly Statement[]): readonly Statement[] {
	if (steps.some((step) => step.kind === 'op' && step.op.kind === 'shiftWindows')) return steps;
	return steps.flatMap((step): readonly Statement[] => {
		const window = windowOf(step);
		if (window === null || step.kind !== 'part') return [step];
		const { in: x, out } = step.part;
		const [height = 0, width = 0] = x;
		const shift: PerAxis = typeof window === 'number' ? 0 : [0, 0];
		return [
			{ kind: 'op', name: 'shift', op: { kind: 'shiftWindows', window, shift }, in: x, out: x },
			step,
			{
				kind: 'op',
				name: 'unshift',
				op: { kind: 'unshiftWindows', height, width, shift },
				in: out,
				out
			}
		];
	});
}

const keyOf = (step: Statement): string => {
	switch (step.kind) {
		case 'op':
			return join(step.op.kind, step.name);
		case 'part':
			return join('part', step.name);
		case 'parallel':
			return `${step.join.kind} of ${step.branches.length}`;
		default:
			return step.kind;
	}
};

/** The same step of several parts; `null` in those that go without it. */
export type Column<S extends Statement = Statement> = readonly (S | null)[];

/** Parts side by side; `null` where they do not take the same steps in the same order. */
function aligned(parts: readonly Part[]): readonly Column[] | null {
	const longest = parts.reduce((a, b) => (b.steps.length > a.steps.length ? b : a));
	const at = parts.map(() => 0);
	const columns = longest.steps.map((step) =>
		parts.map((part, i) => {
			const next = part.steps[at[i] ?? 0];
			if (!next || keyOf(next) !== keyOf(step)) return null;
			at[i] = (at[i] ?? 0) + 1;
			return next;
		})
	);
	return parts.every((part, i) => at[i] === part.steps.length) ? columns : null;
}

/** Parts of one class side by side. Throws where they do not take the same steps in the same order. */
export function columnsOf(parts: readonly Part[]): readonly Column[] {
	const columns = aligned(parts);
	if (!columns) throw new Unreadable('parts of one class take different steps');
	return columns;
}

/** Whether one class can be written for all: they differ in numbers, and in modules that some go without. */
function fitOneClass(parts: readonly Part[]): boolean {
	return aligned(parts)?.every(columnFits) ?? false;
}

function columnFits(column: Column): boolean {
	const steps = present(column);
	const ops = steps.filter((step) => step.kind === 'op');
	if (ops.length > 0) return new Set(ops.map(formOf)).size === 1;
	const inner = steps.filter((step) => step.kind === 'part');
	if (inner.length > 0) return fitOneClass(inner.map(({ part }) => part));
	const runs = steps.filter((step) => step.kind === 'run' || step.kind === 'row');
	if (runs.length > 0) return fitOneClass(runs.flatMap((run) => run.parts));
	const joins = steps.filter((step) => step.kind === 'parallel');
	return joins.length === column.length && (joins[0]?.branches ?? []).every(branchFits(joins));
}

const branchFits =
	(joins: readonly ParallelStatement[]) =>
	(_: unknown, at: number): boolean => {
		const branches = joins.map((join) => join.branches[at] ?? null);
		const parts = present(branches).map(({ part }) => part);
		const isWhole = parts.length === branches.length || parts.length === 0;
		// What is written out cannot be left out; a module can.
		const isModule = present(branches).every(
			({ name, part: { steps } }) => name !== '' || (steps.length === 1 && steps[0]?.kind === 'op')
		);
		return (isWhole || isModule) && (parts.length === 0 || fitOneClass(parts));
	};

/** What decides how an operation is written, beside its numbers. */
function formOf({ op }: OpStatement): string {
	if ('channelsFirst' in op) return `${op.kind} ${op.channelsFirst}`;
	// TensorFlow's padding is another class, which is told no zeros; sides of two numbers are a pair.
	return 'padding' in op ? `${op.kind} ${paddingForm(op.padding)}` : op.kind;
}

const paddingForm = (padding: PerAxis | 'same'): string =>
	padding === 'same' ? padding : typeof padding;

/** All that a part does but for the numbers. */
function structureOf({ steps }: Part): string {
	const of = (step: Statement): string => {
		switch (step.kind) {
			case 'op':
				return `${keyOf(step)} ${formOf(step)}`;
			case 'part':
				return `${step.name}(${structureOf(step.part)})`;
			case 'parallel':
				return `${step.join}(${step.branches.map((branch) => (branch ? of(branch) : '')).join('|')})`;
			default:
				return step.parts.map(structureOf).join(';');
		}
	};
	return steps.map(of).join(',');
}

/** For each part the number of its class: one for all where one can be written. */
export function classesOf(parts: readonly Part[]): readonly number[] {
	if (fitOneClass(parts)) return parts.map(() => 0);
	const structures = parts.map(structureOf);
	const different = [...new Set(structures)];
	return structures.map((structure) => different.indexOf(structure));
}

/** The statements of the instances that have one. */
export const present = <T>(values: readonly (T | null)[]): readonly T[] =>
	values.filter((value) => value !== null);

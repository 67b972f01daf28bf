import type { Shape } from '../../arch/net.ts';
import { classSource } from './class-source.ts';
import { classFor, createClassSources } from './class-sources.ts';
import { createForward, type BranchCode, type Forward } from './forward.ts';
import { CLOSE, joined, NEXT, OPEN, py, type Line } from './line.ts';
import { sequences, statements, type Loop } from './loops.ts';
import { isMap, OVER_POSITIONS, permuted, takenAs } from './memory-format.ts';
import { member, setting } from './member.ts';
import { createNames } from './names.ts';
import { joinedBy } from './operations/joins.ts';
import type { MemoryFormat } from './operations/row.ts';
import { loneModules, plainSequences } from './plain-sequence.ts';
import { flatClass } from './flat.ts';
import { refuseStray } from './stray-windows.ts';
import { Unreadable } from './unreadable.ts';
import { ensureLayout, setOptional, writeOp, type Scope } from './scope.ts';
import {
	classesOf,
	columnsOf,
	present,
	type Column,
	type LoopStatement,
	type OpStatement,
	type ParallelStatement,
	type Part,
	type PartStatement,
	type SequenceStatement
} from './statements.ts';

/** An expression that makes each of some parts, and how they leave what goes through them. */
type Made = Readonly<{ calls: readonly Line[]; leaves: MemoryFormat }>;

export type Classes = Readonly<{
	/**
	 * Writes the class of a whole network, with the numbers as they stand.
	 *
	 * @param more further lines of its `__init__`
	 */
	write(title: string, network: Part, more: readonly string[]): void;
	/** Sources, inner classes first. */
	sources(): readonly string[];
}>;

const widthOf = (shape: Shape): number => shape[shape.length - 1] ?? 0;

/** Writes the classes of a network: alike parts share a class, in which the numbers that differ have names. */
export function createClasses(): Classes {
	const sources = createClassSources();

	/** Classes as they are usually written, or flat ones where those could not say it. @throws Unreadable */
	function classOf(...asked: Parameters<typeof usualClass>): Made {
		const [wanted, parts, layout] = asked;
		const takeBack = sources.mark();
		try {
			refuseStray(parts);
			return usualClass(...asked);
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			takeBack();
			if (!parts.some(({ role }) => role === 'stage')) return flatClasses(wanted, parts, layout);
			// Stages hold blocks, which have classes of their own: each is written apart.
			if (parts.length === 1) throw error;
			const calls = parts.map((part) => classOf(wanted, [part], layout, false, true).calls);
			return { calls: calls.flat(), leaves: layout };
		}
	}

	/** A class for each different part. */
	function flatClasses(wanted: string, parts: readonly Part[], layout: MemoryFormat): Made {
		const known = new Map<string, string>();
		let leaves = layout;
		const calls = parts.map((part) => {
			const flat = flatClass(part, layout);
			leaves = flat.leaves;
			const source = flat.source('');
			const title = known.get(source) ?? sources.titleFor(wanted);
			if (!known.has(source)) sources.add(flat.source(title));
			known.set(source, title);
			return py`${title}()`;
		});
		return { calls, leaves };
	}

	function usualClass(
		wanted: string,
		parts: readonly Part[],
		layout: MemoryFormat,
		literal = false,
		restores = false,
		more: readonly string[] = []
	): Made {
		const ends = (side: 'in' | 'out') => parts.map((part) => widthOf(part[side]));
		const vector = parts[0]?.out.length === 1;
		const names = createNames(
			parts.length,
			[['dim', ends('in')], ...(vector ? [] : [['out', ends('out')] as const])],
			literal
		);
		const scope: Scope = { names, init: [], layout };
		const forward = createForward();
		writeSteps(scope, parts, forward);
		// Blocks and stages in a row take what the one before has left.
		const inRow = parts.length > 1 && (parts[0]?.role === 'block' || parts[0]?.role === 'stage');
		if (restores || inRow) ensureLayout(scope, layout, forward);
		scope.init.push(...more);
		const title = literal ? wanted : sources.titleFor(wanted);
		sources.add(classSource(title, scope, forward));
		const calls = parts.map((_, i) => py`${title}(${OPEN}${names.arguments(i)}${CLOSE})`);
		return { calls, leaves: scope.layout };
	}

	/** Calls of one class, or of several where parts take different steps; then all leave maps as they took them. */
	function classesFor(wanted: string, parts: readonly Part[], layout: MemoryFormat): Made {
		const numbers = classesOf(parts);
		const kinds = [...new Set(numbers)];
		if (kinds.length === 1) return classOf(wanted, parts, layout);
		const made = kinds.map((kind) => {
			const alike = parts.filter((_, i) => numbers[i] === kind);
			return [...classOf(wanted, alike, layout, false, true).calls];
		});
		return { calls: numbers.map((number) => made[number]?.shift() ?? py``), leaves: layout };
	}

	/** Calls of classes for all blocks of all runs. */
	function runsOf(steps: readonly LoopStatement[], layout: MemoryFormat) {
		const parts = steps.flatMap((step) => step.parts);
		const { calls, leaves } = classesFor('Block', parts, layout);
		const rest = [...calls];
		const runs = steps.map(({ parts: { length } }): Loop => rest.splice(0, length));
		return { runs, leaves };
	}

	/** @param alike whether one text has to serve all parts */
	function made(title: string, parts: readonly Part[], layout: MemoryFormat, alike = true): Made {
		const onlyRuns = parts.flatMap(({ steps: [step, more] }) =>
			step?.kind === 'run' && !more ? [step] : []
		);
		if (onlyRuns.length === parts.length) {
			const { runs, leaves } = runsOf(onlyRuns, layout);
			const lists = alike ? sequences(runs) : runs.flatMap((run) => sequences([run]));
			const sequence = onlyRuns[0]?.first === 'b1' ? 'numbered_from_b1' : 'nn.Sequential';
			return { calls: lists.map((list) => py`${sequence}(${OPEN}${list}${CLOSE})`), leaves };
		}
		const row = parts[0]?.steps[0];
		if (parts.length === 1 && parts[0]?.steps.length === 1 && row?.kind === 'row') {
			const { calls, leaves } = made('Stage', row.parts, layout, false);
			return { calls: [py`nn.Sequential(${OPEN}${joined(calls, `,${NEXT}`)}${CLOSE})`], leaves };
		}
		const plain = plainSequences(parts, layout);
		if (plain) return { calls: plain, leaves: layout };
		return alike ? classOf(title, parts, layout) : classesFor(title, parts, layout);
	}

	function writePart(scope: Scope, column: Column<PartStatement>, forward: Forward): void {
		const steps = present(column);
		const name = steps[0]?.name ?? '';
		const parts = steps.map(({ part }) => part);
		ensureLayout(scope, takenAs(parts[0]), forward);
		const { calls, leaves } = made(classFor(name), parts, scope.layout);
		setOptional(scope, column, calls, name);
		forward.call(member(name), false);
		scope.layout = leaves;
	}

	function writeRow(scope: Scope, { names, parts }: SequenceStatement, forward: Forward): void {
		ensureLayout(scope, takenAs(parts[0]), forward);
		const { calls, leaves } = made('Stage', parts, scope.layout, false);
		names.forEach((name, i) => {
			scope.init.push(setting(name, scope.names.text([calls[i] ?? null])));
			forward.call(member(name), false);
		});
		scope.layout = leaves;
	}

	/** Blocks beside other modules: only a sequence can hold both under their names. */
	function writeRun(scope: Scope, column: Column<LoopStatement>, forward: Forward): void {
		const { runs, leaves } = runsOf(present(column), scope.layout);
		const all = statements(runs);
		all[0]?.forEach((_, i) =>
			scope.init.push(scope.names.text(all.map((lines) => lines[i] ?? null)))
		);
		forward.call('blocks', false);
		scope.layout = leaves;
	}

	/** Sets a branch's module, or one of a list (`attns.0`); returns what calls it. */
	function setBranch(
		scope: Scope,
		column: Column<PartStatement>,
		calls: readonly Line[],
		name: string
	): string {
		const [, list, index] = /^([A-Za-z_]\w*)\.(\d+)$/.exec(name) ?? [];
		if (list === undefined) {
			if (name.includes('.')) throw new Unreadable('a branch stands under a dotted name');
			setOptional(scope, column, calls, name);
			return member(name);
		}
		const text = scope.names.text(calls);
		scope.init.push(
			...(index === '0' ? [`self.${list} = nn.ModuleList()`] : []),
			`self.${list}.append(${text})`
		);
		return `self.${list}[${index}]`;
	}

	/** What one branch makes of `x`, and how it leaves that. */
	function branchOf(
		scope: Scope,
		column: Column<PartStatement>
	): readonly [BranchCode, MemoryFormat] {
		const steps = present(column);
		const parts = steps.map(({ part }) => part);
		const [first] = steps;
		if (!first) return ['x', scope.layout];
		const alone =
			first.name === '' && column.includes(null) ? loneModules(parts, scope.layout) : null;
		if (alone) {
			setOptional(scope, column, alone.lines, alone.name);
			return [`${member(alone.name)}(x)`, scope.layout];
		}
		if (first.name === '') {
			const before = scope.layout;
			const body = createForward();
			writeSteps(scope, parts, body);
			if (isMap(before)) ensureLayout(scope, before, body);
			return [body, scope.layout];
		}
		const { calls, leaves } = made(classFor(first.name), parts, scope.layout);
		const call = `${setBranch(scope, column, calls, first.name)}(x)`;
		const turned = isMap(scope.layout) && isMap(leaves) && leaves !== scope.layout;
		return turned ? [permuted(call, scope.layout), scope.layout] : [call, leaves];
	}

	function writeParallel(scope: Scope, column: Column<ParallelStatement>, forward: Forward): void {
		const before = scope.layout;
		const [first] = present(column);
		const branches = first?.branches.map((_, i) => {
			scope.layout = before;
			return branchOf(
				scope,
				column.map((step) => step?.branches[i] ?? null)
			);
		});
		if (!first || !branches) return;
		const layouts = branches.map(([, layout]) => layout);
		const layout = layouts.find((other) => other !== 'vector') ?? 'vector';
		const spreadOut = (value: string, i: number): string =>
			layouts[i] === layout ? value : `${value}${OVER_POSITIONS[layout]}`;
		forward.join(
			branches.map(([code]) => code),
			(values) => joinedBy(first.join, values.map(spreadOut), layout)
		);
		scope.layout = layout;
	}

	function writeSteps(scope: Scope, parts: readonly Part[], forward: Forward): void {
		for (const column of columnsOf(parts)) {
			const kind = present(column)[0]?.kind;
			if (kind === 'op') writeOp(scope, column as Column<OpStatement>, forward);
			else if (kind === 'part') writePart(scope, column as Column<PartStatement>, forward);
			else if (kind === 'run') writeRun(scope, column as Column<LoopStatement>, forward);
			else if (kind === 'parallel')
				writeParallel(scope, column as Column<ParallelStatement>, forward);
			else
				for (const row of present(column as Column<SequenceStatement>))
					writeRow(scope, row, forward);
		}
	}

	return {
		write(title, network, more) {
			sources.reserve(title);
			classOf(title, [network], 'channels first', true, false, more);
		},
		sources: sources.all
	};
}

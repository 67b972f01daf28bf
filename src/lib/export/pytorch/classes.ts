import type { Shape } from '../../arch/net.ts';
import { createForward, type BranchCode, type Forward } from './forward.ts';
import { CLOSE, joined, NEXT, OPEN, py, wrapped, type Line } from './line.ts';
import { createNames, type Names } from './names.ts';
import { sequences, statements, type Loop } from './loops.ts';
import {
	columnsOf,
	type Column,
	type OpStatement,
	type Part,
	type PartStatement,
	type ParallelStatement,
	type SequenceStatement,
	type LoopStatement
} from './statements.ts';
import {
	attributesOf,
	doneBy,
	memoryFormatOf,
	isHeavy,
	joinedBy,
	leftAs,
	type MemoryFormat
} from './operations.ts';

/** An expression that makes each of some parts, and how they leave what goes through them. */
type Made = Readonly<{ calls: readonly Line[]; leaves: MemoryFormat }>;

/** A class while it is written. */
type Scope = { readonly names: Names; readonly init: string[]; layout: MemoryFormat };

export type Classes = Readonly<{
	/** Writes the class of a whole network, with the numbers as they stand. */
	write(title: string, network: Part): void;
	/** Sources, inner classes first. */
	sources(): readonly string[];
}>;

const widthOf = (shape: Shape): number => shape[shape.length - 1] ?? 0;

/** Makes one value for each channel hold at all positions. */
const OVER_POSITIONS: Readonly<Record<MemoryFormat, string>> = {
	'channels first': '[:, :, None, None]',
	'channels last': '[:, None, None]',
	tokens: '[:, None]',
	vector: ''
};

/** The class of a part: `PatchEmbed` for `patch_embed`. */
const classFor = (name: string): string =>
	name
		.replace(/^attn$/, 'attention')
		.replace(/(^|_)([a-z])/g, (_, _before, letter: string) => letter.toUpperCase());

const present = <T>(values: readonly (T | null)[]): readonly T[] =>
	values.filter((value) => value !== null);

/** Lines of the steps that are present, in the places of all. */
function spread(column: Column, lines: readonly Line[]): readonly (Line | null)[] {
	const rest = [...lines];
	return column.map((step) => (step === null ? null : (rest.shift() ?? null)));
}

const isMap = (layout: MemoryFormat): boolean =>
	layout === 'channels first' || layout === 'channels last';

/** How a part takes a map. */
function takenAs(part: Part | undefined): MemoryFormat | null {
	const step = part?.steps[0];
	switch (step?.kind) {
		case 'op':
			return memoryFormatOf(step.op);
		case 'part':
			return takenAs(step.part);
		case 'run':
		case 'row':
			return takenAs(step.parts[0]);
		case 'parallel':
			return takenAs(step.branches.find((branch) => branch !== null)?.part);
		default:
			return null;
	}
}

/** An expression with its value permuted from one layout of a map to another. */
const permuted = (expression: string, layout: MemoryFormat): string =>
	`${expression}.permute(${layout === 'channels last' ? '0, 2, 3, 1' : '0, 3, 1, 2'})`;

/** Permutes a map where the next step takes it differently. */
function ensureLayout(scope: Scope, wanted: MemoryFormat | null, forward: Forward): void {
	if (!wanted || wanted === scope.layout || !isMap(scope.layout)) return;
	forward.set(permuted('x', wanted), wanted);
	scope.layout = wanted;
}

/** Sets an attribute, in the instances that have it. */
function setOptional(scope: Scope, column: Column, lines: readonly Line[], name: string): void {
	const text = scope.names.text(spread(column, lines));
	if (!column.includes(null)) {
		scope.init.push(`self.${name} = ${text}`);
		return;
	}
	const has = column.map((step) => step !== null);
	const condition = scope.names.condition(has, name);
	scope.init.push(`self.${name} = nn.Identity()`, `if ${condition}:`, `    self.${name} = ${text}`);
}

function writeOp(scope: Scope, column: Column<OpStatement>, forward: Forward): void {
	const steps = present(column);
	const step = steps[0];
	if (!step || column.includes(null)) throw new Error('an operation is missing in some instances');
	ensureLayout(scope, memoryFormatOf(step.op), forward);
	const attributes = steps.map(({ op, in: x }) => attributesOf(op, x));
	attributes[0]?.forEach(({ name }, i) => {
		const text = scope.names.text(attributes.map((all) => all[i]?.value ?? null));
		scope.init.push(`self.${name || step.name} = ${text}`);
	});
	const self = `self.${step.name}`;
	const lines = steps.map(({ op }) => doneBy(op, scope.layout, self));
	if (lines.includes(null)) forward.call(self, !isHeavy(step.op));
	else forward.set(scope.names.attributeText(lines));
	scope.layout = leftAs(step.op) ?? scope.layout;
}

/** A sequence of modules with numbers for names, if the parts are no more than that. */
function plainSequences(parts: readonly Part[], layout: MemoryFormat): readonly Line[] | null {
	const isPlain = (part: Part) =>
		part.steps.length > 0 &&
		part.steps.every((step) => {
			if (step.kind !== 'op' || !/^\d+$/.test(step.name)) return false;
			const wanted = memoryFormatOf(step.op);
			const fits = wanted === null || wanted === layout || !isMap(layout);
			return fits && doneBy(step.op, layout, '') === null;
		});
	if (!parts.every(isPlain)) return null;
	return parts.map((part) => {
		const items = part.steps.flatMap((step) =>
			step.kind === 'op'
				? [{ name: step.name, line: attributesOf(step.op, step.in)[0]?.value ?? py`` }]
				: []
		);
		const counted = items.every(({ name }, i) => name === String(i));
		const lines = items.map(({ name, line }) => (counted ? line : py`("${name}", ${line})`));
		const list = joined(lines, `,${NEXT}`);
		return counted
			? py`nn.Sequential(${OPEN}${list}${CLOSE})`
			: py`nn.Sequential(OrderedDict([${OPEN}${list}${CLOSE}]))`;
	});
}

function source(title: string, { names, init }: Scope, forward: Forward): string {
	const lines = forward.lines();
	const plain = forward.calls !== null;
	const kept = names.kept.map((name) => `self.${name} = ${name}`);
	const last = lines.at(-1)?.replace(/^x = /, 'return ') ?? 'return x';
	const indented = (all: readonly string[]) =>
		all.map((line) => {
			const [, inner = '', text = ''] = /^( *)(.*)$/.exec(line) ?? [];
			return wrapped(text, `        ${inner}`);
		});
	return [
		`class ${title}(nn.${plain ? 'Sequential' : 'Module'}):`,
		`    def __init__(${['self', ...names.used].join(', ')}):`,
		...indented(['super().__init__()', ...kept, ...init]),
		...(plain ? [] : ['', '    def forward(self, x):', ...indented([...lines.slice(0, -1), last])])
	].join('\n');
}

/** Writes the classes of a network: alike parts share a class, in which the numbers that differ have names. */
export function createClasses(): Classes {
	const written: string[] = [];
	const titles = new Set<string>();

	function titleFor(wanted: string, i = 1): string {
		const title = i === 1 ? wanted : `${wanted}${i}`;
		if (titles.has(title)) return titleFor(wanted, i + 1);
		titles.add(title);
		return title;
	}

	function classOf(
		wanted: string,
		parts: readonly Part[],
		layout: MemoryFormat,
		literal = false
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
		const title = titleFor(wanted);
		written.push(source(title, scope, forward));
		const calls = parts.map((_, i) => py`${title}(${OPEN}${names.arguments(i)}${CLOSE})`);
		return { calls, leaves: scope.layout };
	}

	/** Calls of one class for all blocks of all runs. */
	function runsOf(steps: readonly LoopStatement[], layout: MemoryFormat) {
		const { calls, leaves } = classOf(
			'Block',
			steps.flatMap(({ parts }) => parts),
			layout
		);
		const rest = [...calls];
		const runs = steps.map(({ parts }): Loop => rest.splice(0, parts.length));
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
			return { calls: lists.map((list) => py`nn.Sequential(${OPEN}${list}${CLOSE})`), leaves };
		}
		const row = parts[0]?.steps[0];
		if (parts.length === 1 && parts[0]?.steps.length === 1 && row?.kind === 'row') {
			const { calls, leaves } = made('Stage', row.parts, layout, false);
			return { calls: [py`nn.Sequential(${OPEN}${joined(calls, `,${NEXT}`)}${CLOSE})`], leaves };
		}
		const plain = plainSequences(parts, layout);
		return plain ? { calls: plain, leaves: layout } : classOf(title, parts, layout);
	}

	function writePart(scope: Scope, column: Column<PartStatement>, forward: Forward): void {
		const steps = present(column);
		const name = steps[0]?.name ?? '';
		const parts = steps.map(({ part }) => part);
		ensureLayout(scope, takenAs(parts[0]), forward);
		const { calls, leaves } = made(classFor(name), parts, scope.layout);
		setOptional(scope, column, calls, name);
		forward.call(`self.${name}`, false);
		scope.layout = leaves;
	}

	function writeRow(scope: Scope, { names, parts }: SequenceStatement, forward: Forward): void {
		ensureLayout(scope, takenAs(parts[0]), forward);
		const { calls, leaves } = made('Stage', parts, scope.layout, false);
		names.forEach((name, i) => {
			scope.init.push(`self.${name} = ${scope.names.text([calls[i] ?? null])}`);
			forward.call(`self.${name}`, false);
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

	/** What one branch makes of `x`, and how it leaves that. */
	function branchOf(
		scope: Scope,
		column: Column<PartStatement>
	): readonly [BranchCode, MemoryFormat] {
		const steps = present(column);
		const parts = steps.map(({ part }) => part);
		const [first] = steps;
		if (!first) return ['x', scope.layout];
		if (first.name === '') {
			const before = scope.layout;
			const body = createForward();
			writeSteps(scope, parts, body);
			if (isMap(before)) ensureLayout(scope, before, body);
			return [body, scope.layout];
		}
		const { calls, leaves } = made(classFor(first.name), parts, scope.layout);
		setOptional(scope, column, calls, first.name);
		const call = `self.${first.name}(x)`;
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
		write(title, network) {
			classOf(title, [network], 'channels first', true);
		},
		sources: () => written
	};
}

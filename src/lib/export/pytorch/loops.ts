import { CLOSE, joined, named, NEXT, OPEN, py, SPACE, type Line, type Slot } from './line.ts';

/** Calls of one class in a row, such as the blocks of a stage. */
export type Loop = readonly Line[];

/** How a loop says a run: all alike, all but the first alike, or two in turn. */
const LOOPS = ['alike', 'first', 'in turn'] as const;
type Pattern = (typeof LOOPS)[number];

const same = (a: Line | undefined, b: Line | undefined): boolean =>
	a === undefined ||
	b === undefined ||
	(a.texts.join() === b.texts.join() &&
		a.slots.every(({ value }, i) => value === b.slots[i]?.value));

const says: Readonly<Record<Pattern, (run: Loop) => boolean>> = {
	alike: (run) => run.every((call) => same(call, run[0])),
	first: (run) => run.slice(1).every((call) => same(call, run[1])),
	'in turn': (run) => run.every((call, i) => same(call, run[i % 2]))
};

/** The plainest loop that says all runs; `null` where none does, as among blocks of free widths. */
const loopFor = (runs: readonly Loop[]): Pattern | null =>
	LOOPS.find((candidate) => runs.every(says[candidate])) ?? null;

/** A call without numbers, for a run that is too short to have it. */
const blank = (call: Line): Line => ({
	...call,
	slots: call.slots.map((slot) => ({ ...slot, value: null }))
});

/** One call for two in turn: the numbers in which they differ depend on `i`. */
function alternating(even: Line, odd: Line, differs: readonly boolean[]): Line {
	return even.slots.reduce(
		(line, slot, i): Line => {
			const other: Slot = odd.slots[i] ?? slot;
			const number = differs[i] ? py`${slot} if i % 2 == 0 else ${other}` : py`${slot}`;
			return py`${line}${number}${even.texts[i + 1] ?? ''}`;
		},
		py`${even.texts[0] ?? ''}`
	);
}

type Pieces = Readonly<{
	/** What stands before the loop. */
	before: Line | null;
	call: Line;
	from: number;
	variable: '_' | 'i';
	depth: Slot;
}>;

function piecesOf(runs: readonly Loop[]): readonly Pieces[] | null {
	const loop = loopFor(runs);
	if (!loop) {
		if (runs.some(({ length }) => length !== runs[0]?.length))
			throw new Error('no loop says these runs of blocks');
		return null;
	}
	const pairs = runs.map((run) => {
		const first = run[0] ?? py``;
		return { first, second: run[1] ?? blank(first), depth: named(run.length, 'depth') };
	});
	const differs =
		pairs[0]?.first.slots.map((_, i) =>
			pairs.some(({ first, second }) => {
				const [a, b] = [first.slots[i]?.value, second.slots[i]?.value];
				return b !== null && a !== b;
			})
		) ?? [];
	return pairs.map(({ first, second, depth }): Pieces => {
		if (loop === 'alike') return { before: null, call: first, from: 0, variable: '_', depth };
		if (loop === 'first') return { before: first, call: second, from: 1, variable: '_', depth };
		const call = alternating(first, second, differs);
		return { before: null, call, from: 0, variable: 'i', depth };
	});
}

const rangeOf = ({ from, depth }: Pieces): Line =>
	from > 0 ? py`range(${String(from)}, ${depth})` : py`range(${depth})`;

/** What goes into a sequence for each run. */
export function sequences(runs: readonly Loop[]): readonly Line[] {
	if (runs.every((run) => run.length === 1)) return runs.map(([call]) => call ?? py``);
	const all = piecesOf(runs);
	if (!all) return runs.map((run) => joined(run, `,${NEXT}`));
	return all.map((pieces) => {
		const loop = py`*[${OPEN}${pieces.call}${SPACE}for ${pieces.variable} in ${rangeOf(pieces)}${CLOSE}]`;
		return pieces.before ? py`${pieces.before},${NEXT}${loop}` : loop;
	});
}

/** The statements that add each run to a sequence which holds other modules as well. */
export function statements(runs: readonly Loop[]): readonly (readonly Line[])[] {
	const all = piecesOf(runs);
	if (!all)
		return runs.map((run) => run.map((call, i) => py`self.add_module("${String(i)}", ${call})`));
	return all.map((pieces) => [
		...(pieces.before ? [py`self.add_module("0", ${pieces.before})`] : []),
		py`for i in ${rangeOf(pieces)}:`,
		py`    self.add_module(str(i), ${pieces.call})`
	]);
}

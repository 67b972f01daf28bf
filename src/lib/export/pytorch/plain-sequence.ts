import { isMap } from './memory-format.ts';
import { CLOSE, joined, NEXT, OPEN, py, type Line } from './line.ts';
import { attributesOf, doneBy, memoryFormatOf } from './operations/table.ts';
import type { MemoryFormat } from './operations/row.ts';
import type { OpStatement, Part, Statement } from './statements.ts';

/** A pool that keeps its map, in the place of one that halves it. */
const idle = (step: OpStatement): OpStatement | null =>
	step.op.kind === 'avgPool'
		? { ...step, op: { ...step.op, kernel: 1, stride: 1 }, out: step.in }
		: null;

/**
 * The steps of each part, with those put in that others have and that can do nothing; `null` where
 * the parts differ in more. One text is to serve all.
 */
function alongside(parts: readonly Part[]): readonly (readonly Statement[])[] | null {
	const longest = parts.reduce((a, b) => (b.steps.length > a.steps.length ? b : a)).steps;
	const filled = parts.map(({ steps }) => {
		const rest = [...steps];
		const all = longest.map((step): Statement | null => {
			if (step.kind !== 'op') return null;
			const [next] = rest;
			const same = next?.kind === 'op' && next.name === step.name && next.op.kind === step.op.kind;
			return same ? (rest.shift() ?? null) : idle(step);
		});
		return rest.length > 0 ? [null] : all;
	});
	const known = filled.map((steps) => steps.filter((step) => step !== null));
	return known.every(({ length }) => length === longest.length) ? known : null;
}

/** The module that each part is, if each is no more than one that takes this layout. */
export function loneModules(
	parts: readonly Part[],
	layout: MemoryFormat
): Readonly<{ name: string; lines: readonly Line[] }> | null {
	const ops = parts.flatMap(({ steps: [step, more] }) =>
		step?.kind === 'op' && !more && memoryFormatOf(step.op) === layout ? [step] : []
	);
	const name = ops[0]?.name;
	if (ops.length < parts.length || name === undefined) return null;
	if (ops.some(({ op }) => doneBy(op, layout, '') !== null)) return null;
	return { name, lines: ops.map(({ op, in: x }) => attributesOf(op, x)[0]?.value ?? py``) };
}

/** A sequence of modules with numbers for names, if the parts are no more than that. */
export function plainSequences(
	parts: readonly Part[],
	layout: MemoryFormat
): readonly Line[] | null {
	const isPlain = (part: Part) =>
		part.steps.length > 0 &&
		part.steps.every((step) => {
			if (step.kind !== 'op' || !/^\d+$/.test(step.name)) return false;
			const wanted = memoryFormatOf(step.op);
			const fits = wanted === null || wanted === layout || !isMap(layout);
			return fits && doneBy(step.op, layout, '') === null;
		});
	if (!parts.every(isPlain)) return null;
	const filled = alongside(parts);
	if (!filled) return null;
	return filled.map((steps) => {
		const items = steps.flatMap((step) =>
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

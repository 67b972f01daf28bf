import { isMap } from './memory-format.ts';
import { CLOSE, joined, NEXT, OPEN, py, type Line } from './line.ts';
import { attributesOf, doneBy, memoryFormatOf, type MemoryFormat } from './operations.ts';
import type { Part } from './statements.ts';

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

import type { Diagram } from '../../draw/block/frame.ts';
import type { DiagramGap } from '../../draw/block/layout.ts';
import { idOfPlace } from '../../draw/block/line-diagram.ts';
import type { Picked } from './places.ts';

/** How far from a gap what is dragged still lands in it. */
const NEAR = 60;

/** All that keys stop at, in the order of computation: nodes by their ids, gaps with a word before theirs. */
export function stopsOf({ nodes, gaps }: Diagram): readonly string[] {
	const all = [
		...nodes.map(({ id, round }) => ({ stop: id, at: id.split('.').map(Number), after: round })),
		...gaps.map(({ id }) => ({ stop: `gap ${id}`, at: id.split('.').map(Number), after: false }))
	];
	return all.sort(byOrder).map(({ stop }) => stop);
}

type Stop = Readonly<{ stop: string; at: readonly number[]; after: boolean }>;

/** A gap comes before its item, and a join after all that is in its branches. */
function byOrder(a: Stop, b: Stop): number {
	for (let i = 0; i < Math.min(a.at.length, b.at.length); i++) {
		const difference = (a.at[i] ?? 0) - (b.at[i] ?? 0);
		if (difference !== 0) return difference;
	}
	if (a.at.length === b.at.length)
		return Number(b.stop.startsWith('gap')) - Number(a.stop.startsWith('gap'));
	const outer = a.at.length < b.at.length ? a : b;
	return outer.after === (outer === a) ? 1 : -1;
}

/** The stop that is picked. */
export const stopOf = (picked: Picked | null): string | null =>
	picked && `${picked.kind === 'gap' ? 'gap ' : ''}${idOfPlace(picked.at)}`;

/** Whether a node is among what is picked. */
export function isPicked(picked: Picked | null, id: string): boolean {
	if (picked?.kind !== 'items') return false;
	const index = picked.at.at(-1) ?? 0;
	const list = picked.at.slice(0, -1);
	return Array.from({ length: picked.count }, (_, i) => idOfPlace([...list, index + i])).some(
		(own) => own === id || (picked.count > 1 && id.startsWith(`${own}.`))
	);
}

/** The gap next to a point; `null` where none is near. */
export function gapNear(gaps: readonly DiagramGap[], x: number, y: number): string | null {
	let best: Readonly<{ id: string; far: number }> | null = null;
	for (const gap of gaps) {
		const far = Math.hypot(gap.x - x, gap.y - y);
		if (far < NEAR && far < (best?.far ?? Infinity)) best = { id: gap.id, far };
	}
	return best?.id ?? null;
}

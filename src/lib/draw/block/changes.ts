import type { Layer } from '../../arch/infer.ts';
import { sidesOf, type PerAxis } from '../../arch/net.ts';
import { labelOf } from '../../arch/ops.ts';
import type { ChangeMark, PartDiff } from './diff.ts';

/** One thing that sets a block apart from another. */
export type BlockChange = Readonly<{
	mark: Exclude<ChangeMark, 'kept'>;
	/** The layer in the block itself or, of what it lacks, in the other. */
	layer: Layer;
	/** What the layer is called. */
	name: string;
	/** What it is called in the other, where that is something else. */
	was: string | null;
	/** Which of its numbers differ: `kernel 3 → 7`. */
	numbers: readonly string[];
}>;

const nameOf = ({ op, in: x }: Layer): string => labelOf(op, x);

const short = (value: PerAxis): string => [...new Set(sidesOf(value))].join(' × ');

/** By how much a layer widens what enters, to two decimals. */
const expansionOf = ({ in: x, out }: Layer): number =>
	Math.round((100 * (out.at(-1) ?? 0)) / (x.at(-1) || 1)) / 100;

type Numbers = ReadonlyMap<string, string>;

function numbersOf(layer: Layer): Numbers {
	const { op } = layer;
	const found = new Map<string, string>();
	if ('kernel' in op) found.set('kernel', short(op.kernel));
	if ('stride' in op) found.set('stride', String(op.stride));
	if (op.kind === 'conv') found.set('dilation', String(op.dilation ?? 1));
	if ('heads' in op) found.set('heads', String(op.heads));
	if ('window' in op && op.window !== null) found.set('window', short(op.window));
	const expansion = expansionOf(layer);
	if ((op.kind === 'conv' || op.kind === 'linear') && expansion >= 1)
		found.set('expansion', String(expansion));
	return found;
}

function numbersBetween(before: Layer, after: Layer): readonly string[] {
	const [was, now] = [numbersOf(before), numbersOf(after)];
	return [...now].flatMap(([key, value]) => {
		const old = was.get(key);
		return old === undefined || old === value ? [] : [`${key} ${old} → ${value}`];
	});
}

/** What sets the second version of a part apart from the first, in the order of computation. */
export function changesOf({ before, after }: PartDiff): readonly BlockChange[] {
	const changes: BlockChange[] = [];
	let at = 0;
	/** What the second version lacks, up to where it goes on with a layer of the first. */
	function removedUntil(end: number): void {
		for (; at < end; at++) {
			const one = before[at];
			if (one?.mark === 'removed')
				changes.push({
					mark: one.mark,
					layer: one.layer,
					name: nameOf(one.layer),
					was: null,
					numbers: []
				});
		}
	}
	for (const { mark, layer, other, detail } of after) {
		if (other && mark !== 'moved') removedUntil(before.findIndex((one) => one.layer === other));
		if (mark === 'kept') continue;
		const [name, old] = [nameOf(layer), other ? nameOf(other) : ''];
		const rest = detail.split(', ').filter((words) => words.startsWith('now '));
		changes.push({
			mark,
			layer,
			name,
			was: old === '' || old === name ? null : old,
			numbers: other ? [...numbersBetween(other, layer), ...rest] : []
		});
	}
	removedUntil(before.length);
	return changes;
}

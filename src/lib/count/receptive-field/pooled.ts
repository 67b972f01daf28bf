import type { Layer } from '../../arch/infer.ts';
import type { LayerOp, Net } from '../../arch/net.ts';
import { traitsOf } from '../../arch/ops.ts';
import { receptiveFieldsOf, type Field } from './receptive-field.ts';

/** What the units see that the head pools; they are those of the layer before the last pooling. */
export function pooledField(fields: readonly Field[]): Field | null {
	const pool = fields.findLastIndex(({ layer }) => traitsOf(layer.op.kind).pools);
	return fields[(pool < 0 ? fields.length : pool) - 1] ?? null;
}

/** From which pixel to which a unit sees along an axis, relative to the unit's own place. */
type Reach = Readonly<{ low: number; high: number; jump: number }>;

/** What ends a walk early: the pooling, sight of everything, or units that are not alike. */
type End = 'pooled' | 'everything' | 'uneven';
type PooledStep = Reach | End;

function slid({ low, high, jump }: Reach, op: { kernel: number; stride: number; padding: number }) {
	const first = low - op.padding * jump;
	return { low: first, high: high + (op.kernel - 1 - op.padding) * jump, jump: jump * op.stride };
}

function after(op: LayerOp, x: Reach): PooledStep {
	const { positions, pools } = traitsOf(op.kind);
	if (pools) return 'pooled';
	if ('kernel' in op) return slid(x, op);
	if (positions === 'all' || (op.kind === 'attention' && op.window === null)) return 'everything';
	return positions === 'own' ? x : 'uneven';
}

/** The longer side of what units see, px; `null` where they see everything. */
export const longerSide = (size: Field['size']): number | null =>
	size === null ? null : Math.max(...size);

/**
 * The longer side of what a unit sees of the image before all of it is pooled, px; `null` where it sees everything.
 * The same as of `receptiveFieldsOf`, straight from the tree where all units see alike.
 *
 * @param layersOf lists the layers of the network, for those where they do not
 */
export function pooledFieldSize(net: Net, layersOf: () => readonly Layer[]): number | null {
	let last: Reach = { low: 0, high: 0, jump: 1 };

	function walk(part: Net, x: Reach): PooledStep {
		if (part.kind === 'chain') {
			let reach = x;
			for (const child of part.children) {
				const next = walk(child.net, reach);
				if (typeof next === 'string') return next;
				reach = next;
			}
			return reach;
		}
		if (part.kind === 'parallel') {
			const reaches: Reach[] = [];
			for (const branch of part.branches) {
				const reach = walk(branch.net, x);
				// What a branch pools, all units see once it is joined.
				if (typeof reach === 'string') return reach === 'pooled' ? 'everything' : reach;
				reaches.push(reach);
			}
			return (last = {
				low: Math.min(...reaches.map(({ low }) => low)),
				high: Math.max(...reaches.map(({ high }) => high)),
				jump: Math.max(...reaches.map(({ jump }) => jump))
			});
		}
		const next = after(part, x);
		if (typeof next !== 'string') last = next;
		return next;
	}

	const end = walk(net, last);
	if (end === 'everything') return null;
	if (end === 'uneven') {
		const field = pooledField(receptiveFieldsOf(net, layersOf()));
		return field && longerSide(field.size);
	}
	return last.high - last.low + 1;
}

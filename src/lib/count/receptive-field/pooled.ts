import type { Layer } from '../../arch/infer.ts';
import type { LayerOp, Net } from '../../arch/net.ts';
import { traitsOf } from '../../arch/ops.ts';
import {
	extentOf,
	slidingAxes,
	slidingOf,
	type Sliding,
	type SlidingAxis
} from '../../arch/ops/windowed.ts';
import { receptiveFieldsOf, type Field } from './receptive-field.ts';

/** What the units see that the head pools; they are those of the layer before the last pooling. */
export function pooledField(fields: readonly Field[]): Field | null {
	const pool = fields.findLastIndex(({ layer }) => traitsOf(layer.op.kind).pools);
	return fields[(pool < 0 ? fields.length : pool) - 1] ?? null;
}

/** From which pixel to which a unit sees along an axis, relative to the unit's own place. */
type AxisReach = Readonly<{ low: number; high: number; jump: number }>;
/** The same along the rows and the columns. */
type Reach = readonly [rows: AxisReach, columns: AxisReach];

/** What ends a walk early: the pooling, sight of everything, or units that are not alike. */
type End = 'pooled' | 'everything' | 'uneven';
type PooledStep = Reach | End;

function slid({ low, high, jump }: AxisReach, along: SlidingAxis): AxisReach {
	const first = low - along.before * jump;
	const last = high + (extentOf(along) - 1 - along.before) * jump;
	return { low: first, high: last, jump: jump * along.stride };
}

/** Both axes by one function; once where they are alike. */
function eachAxis(change: (at: 0 | 1) => AxisReach, alike: boolean): Reach {
	const rows = change(0);
	return [rows, alike ? rows : change(1)];
}

/** After a kernel has slid over a map, if its padding is the same for maps of all sizes. */
function slidOver(x: Reach, kernel: Sliding): PooledStep {
	if (kernel.padding === 'same' && kernel.stride > 1) return 'uneven';
	const axes = slidingAxes(kernel, [1, 1]);
	const alike = typeof kernel.kernel === 'number' && typeof kernel.padding !== 'object';
	return eachAxis((at) => slid(x[at], axes[at]), alike && x[0] === x[1]);
}

/** A part, and what it made of a reach. */
type Walked = Readonly<{ part: Net; from: Reach; to: Reach }>;

/** An axis after the same part: it adds the same pixels as before, as long as a unit steps by as many. */
function shifted(from: AxisReach, to: AxisReach, x: AxisReach): AxisReach | null {
	if (x.jump !== from.jump) return null;
	const { low, high } = x;
	return { low: low + to.low - from.low, high: high + to.high - from.high, jump: to.jump };
}

/** What the part makes of another reach; `null` where it must be walked again. */
function repeated({ from, to }: Walked, x: Reach): Reach | null {
	const rows = shifted(from[0], to[0], x[0]);
	const alike = x[0] === x[1] && to[0] === to[1];
	const columns = alike ? rows : shifted(from[1], to[1], x[1]);
	return rows && columns && [rows, columns];
}

function after(op: LayerOp, x: Reach): PooledStep {
	const { positions, pools } = traitsOf(op.kind);
	if (pools) return 'pooled';
	const kernel = slidingOf(op);
	if (kernel) return slidOver(x, kernel);
	if (positions === 'all' || (op.kind === 'attention' && op.window === null)) return 'everything';
	return positions === 'own' ? x : 'uneven';
}

/** The longer side of what units see, px; `null` where they see everything. */
export const longerSide = (size: Field['size']): number | null =>
	size === null ? null : Math.max(...size);

/**
 * The longer side of what a unit sees of the image before all of it is pooled, px; `null` where it sees everything.
 * The same as of `receptiveFieldsOf`, straight from the tree where all units see alike; of alike blocks in a row only
 * the first is walked.
 *
 * @param layersOf lists the layers of the network, for those where they do not
 */
export function pooledFieldSize(net: Net, layersOf: () => readonly Layer[]): number | null {
	const pixel: AxisReach = { low: 0, high: 0, jump: 1 };
	let last: Reach = [pixel, pixel];

	function walk(part: Net, x: Reach): PooledStep {
		if (part.kind === 'chain') {
			let reach = x;
			let before = null as Walked | null;
			for (const { net: child } of part.children) {
				const again: Reach | null = before?.part === child ? repeated(before, reach) : null;
				const next: PooledStep = again ?? walk(child, reach);
				if (typeof next === 'string') return next;
				before = { part: child, from: reach, to: next };
				last = reach = next;
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
			const hull = (at: 0 | 1): AxisReach => ({
				low: Math.min(...reaches.map((reach) => reach[at].low)),
				high: Math.max(...reaches.map((reach) => reach[at].high)),
				jump: Math.max(...reaches.map((reach) => reach[at].jump))
			});
			return (last = eachAxis(
				hull,
				reaches.every(([rows, columns]) => rows === columns)
			));
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
	return Math.max(...last.map(({ low, high }) => high - low + 1));
}

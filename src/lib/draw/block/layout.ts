import type { Kind } from '../../arch/ops.ts';
import { isLoud } from '../palette.ts';

/** What is said of a node: of an operation, or of what joins branches. */
export type NodeText = Readonly<{
	id: string;
	kind: Kind;
	/** What stands in it: a few words, or the sign of a join. */
	label: string;
	/** The same in words. */
	name: string;
	/** What is wrong with it, in lines below it. */
	note?: readonly string[];
}>;

/**
 * What is drawn, whatever it was read from. Gaps are the ids of the places between the parts of a
 * chain, one more than there are parts, where something can be put in; `null` for a place that has no room.
 */
export type Figure =
	| Readonly<{ kind: 'node'; node: NodeText }>
	| Readonly<{ kind: 'chain'; parts: readonly Figure[]; gaps?: readonly (string | null)[] }>
	| Readonly<{ kind: 'fork'; branches: readonly Figure[]; join: NodeText | null }>;

/** An operation of a block, with its centre. */
export type DiagramNode = NodeText &
	Readonly<{
		/** Whether it is drawn as a circle. */
		round: boolean;
		x: number;
		y: number;
		width: number;
		height: number;
	}>;

/** A place where something can be put in. */
export type DiagramGap = Readonly<{ id: string; x: number; y: number }>;

export type Point = readonly [x: number, y: number];
/** An edge that data flow along; a loop goes around the middle line. */
export type Edge = Readonly<{ points: readonly Point[]; loop: boolean; arrow: boolean }>;

/** A drawn piece whose middle line is x = 0 and whose top is y = 0. */
export type Piece = Readonly<{
	nodes: readonly DiagramNode[];
	gaps: readonly DiagramGap[];
	edges: readonly Edge[];
	left: number;
	right: number;
	height: number;
}>;

const NOTHING: Piece = { nodes: [], gaps: [], edges: [], left: 0, right: 0, height: 0 };

const LOUD = { height: 27, width: 96 } as const;
const QUIET = { height: 21, width: 64 } as const;
const GAP = 12;
/** Room for a gap that can be pressed, and as much on either side of it. */
const ROOM = 24;
const LANE = 18;
/** Radius of a join. */
const SUM = 8;
const CHARACTER = 6.4;
/** Lines of a note, and how wide a letter of them is. */
export const NOTE = { line: 14, above: 6, character: 5.6 } as const;

export function moved(
	piece: Piece,
	dx: number,
	dy: number
): Pick<Piece, 'nodes' | 'gaps' | 'edges'> {
	const shift = <T extends Readonly<{ x: number; y: number }>>(each: T): T => ({
		...each,
		x: each.x + dx,
		y: each.y + dy
	});
	return {
		nodes: piece.nodes.map(shift),
		gaps: piece.gaps.map(shift),
		edges: piece.edges.map((edge) => ({
			...edge,
			points: edge.points.map(([x, y]): Point => [x + dx, y + dy])
		}))
	};
}

export const edge = (points: readonly Point[], kind: Partial<Edge> = {}): Edge => ({
	points,
	loop: false,
	arrow: false,
	...kind
});

const down = (from: number, to: number): Edge =>
	edge([
		[0, from],
		[0, to]
	]);

/** Room for what is wrong with a node. */
function roomOf({ note = [] }: NodeText): Readonly<{ half: number; height: number }> {
	const longest = Math.max(0, ...note.map(({ length }) => length));
	const height = note.length === 0 ? 0 : NOTE.above + NOTE.line * note.length + NOTE.above;
	return { half: (longest * NOTE.character) / 2, height };
}

function operation(node: NodeText): Piece {
	const { height, width: least } = isLoud(node.kind) ? LOUD : QUIET;
	const width = Math.max(least, node.label.length * CHARACTER + 18);
	const room = roomOf(node);
	const half = Math.max(width / 2, room.half);
	return {
		...NOTHING,
		nodes: [{ ...node, round: false, x: 0, y: height / 2, width, height }],
		edges: room.height > 0 ? [down(height, height + room.height)] : [],
		left: -half,
		right: half,
		height: height + room.height
	};
}

function sequence(parts: readonly Figure[], ids: readonly (string | null)[] | undefined): Piece {
	const nodes: DiagramNode[] = [];
	const gaps: DiagramGap[] = [];
	const edges: Edge[] = [];
	let [left, right, height] = [0, 0, 0];

	/** The way to the next part, with the place there where something can be put in. */
	function way(index: number): void {
		const id = ids?.[index] ?? null;
		const between = index > 0 && index < parts.length;
		const next = height + (id !== null ? ROOM : between ? GAP : 0);
		if (next > height) edges.push(down(height, next));
		if (id !== null) {
			gaps.push({ id, x: 0, y: height + ROOM / 2 });
			[left, right] = [Math.min(left, -ROOM / 2), Math.max(right, ROOM / 2)];
		}
		height = next;
	}

	parts.forEach((part, i) => {
		way(i);
		const piece = pieceOf(part);
		const placed = moved(piece, 0, height);
		nodes.push(...placed.nodes);
		gaps.push(...placed.gaps);
		edges.push(...placed.edges);
		left = Math.min(left, piece.left);
		right = Math.max(right, piece.right);
		height += piece.height;
	});
	way(parts.length);
	return { nodes, gaps, edges, left, right, height };
}

const joinNode = (join: NodeText, y: number): DiagramNode => ({
	...join,
	round: true,
	x: 0,
	y,
	width: 2 * SUM,
	height: 2 * SUM
});

/** The first branch on the middle line, the others one after the other to its left. */
function fork(branches: readonly Figure[], join: NodeText | null): Piece {
	const [main = NOTHING, ...others] = branches.map(pieceOf);
	const tallest = Math.max(main.height, ...others.map(({ height }) => height));
	const sum = GAP + tallest + GAP + 2 + SUM;
	const startOf = ({ height }: Piece): number => GAP + (tallest - height) / 2;
	const start = startOf(main);
	const own = moved(main, 0, start);
	const nodes = [...own.nodes];
	const gaps = [...own.gaps];
	const edges = [
		down(0, start),
		edge(
			[
				[0, start + main.height],
				[0, sum - SUM]
			],
			{ arrow: true }
		)
	];
	const loops: Edge[] = [];
	const inside = [...own.edges];
	let left = Math.min(-SUM, main.left);
	for (const beside of others) {
		const lane = left - LANE - beside.right;
		const out: readonly Point[] = [
			[0, 1],
			[lane, 1]
		];
		const back: readonly Point[] = [
			[lane, sum],
			[-SUM, sum]
		];
		if (beside.height === 0) loops.push(edge([...out, ...back], { loop: true, arrow: true }));
		else {
			const [from, placed] = [startOf(beside), moved(beside, lane, startOf(beside))];
			loops.push(
				edge([...out, [lane, from]], { loop: true }),
				edge([[lane, from + beside.height], ...back], { loop: true, arrow: true })
			);
			nodes.push(...placed.nodes);
			gaps.push(...placed.gaps);
			inside.push(...placed.edges);
		}
		left = lane + beside.left;
	}
	if (join) nodes.push(joinNode(join, sum));
	const room = join ? roomOf(join) : { half: 0, height: 0 };
	const end = sum + SUM;
	return {
		nodes,
		gaps,
		edges: [
			...edges,
			...loops,
			...inside,
			...(room.height > 0 ? [down(end, end + room.height)] : [])
		],
		left: Math.min(left, -room.half),
		right: Math.max(SUM, main.right, room.half),
		height: end + room.height
	};
}

/** Lays a figure out, top to bottom. */
export function pieceOf(figure: Figure): Piece {
	if (figure.kind === 'chain') return sequence(figure.parts, figure.gaps);
	return figure.kind === 'fork' ? fork(figure.branches, figure.join) : operation(figure.node);
}

import { idOf, type Layer } from '../../arch/infer.ts';
import { join, joinOf, type Chain, type JoinOp, type Net, type Parallel } from '../../arch/net.ts';
import { kindOf, labelOf, type Kind } from '../../arch/ops.ts';
import { isLoud } from '../palette.ts';
import { polyline } from '../path.ts';

/** An operation of a block, with its centre. */
export type DiagramNode = Readonly<{
	id: string;
	kind: Kind;
	/** What stands in it: a few words, or the sign of a join. */
	label: string;
	/** The same in words. */
	name: string;
	/** Whether it is drawn as a circle. */
	round: boolean;
	x: number;
	y: number;
	width: number;
	height: number;
}>;

type Point = readonly [x: number, y: number];
/** An edge that data flow along; a loop goes around the middle line. */
type Edge = Readonly<{ points: readonly Point[]; loop: boolean; arrow: boolean }>;

/** A drawn piece whose middle line is x = 0 and whose top is y = 0. */
type Piece = Readonly<{
	nodes: readonly DiagramNode[];
	edges: readonly Edge[];
	left: number;
	right: number;
	height: number;
}>;

const NOTHING: Piece = { nodes: [], edges: [], left: 0, right: 0, height: 0 };

/** A block as nodes and edges, in a frame from 0, 0 to width, height. */
export type Diagram = Readonly<{
	nodes: readonly DiagramNode[];
	edges: readonly Readonly<{ d: string; loop: boolean; arrow: boolean }>[];
	/** The shapes that enter and leave, with where they stand. */
	ends: readonly Readonly<{ text: string; x: number; y: number }>[];
	width: number;
	height: number;
}>;

const LOUD = { height: 27, width: 96 } as const;
const QUIET = { height: 21, width: 64 } as const;
const GAP = 12;
const LANE = 18;
/** Radius of a join. */
const SUM = 8;
/** Room for the shapes above and below. */
const END = 36;
const CHARACTER = 6.4;

function moved(piece: Piece, dx: number, dy: number): Pick<Piece, 'nodes' | 'edges'> {
	return {
		nodes: piece.nodes.map((node) => ({ ...node, x: node.x + dx, y: node.y + dy })),
		edges: piece.edges.map((edge) => ({
			...edge,
			points: edge.points.map(([x, y]): Point => [x + dx, y + dy])
		}))
	};
}

const edge = (points: readonly Point[], kind: Partial<Edge> = {}): Edge => ({
	points,
	loop: false,
	arrow: false,
	...kind
});

type Layers = ReadonlyMap<string, Layer>;

function operation(path: string, layers: Layers): Piece {
	const layer = layers.get(path);
	if (!layer) return NOTHING;
	const kind = kindOf(layer.op, layer.in);
	const label = labelOf(layer.op, layer.in);
	const { height, width: least } = isLoud(kind) ? LOUD : QUIET;
	const width = Math.max(least, label.length * CHARACTER + 18);
	const node = { id: path, kind, label, name: label, x: 0, y: height / 2, width, height };
	return {
		nodes: [{ ...node, round: false }],
		edges: [],
		left: -width / 2,
		right: width / 2,
		height
	};
}

function sequence({ children }: Chain, path: string, layers: Layers): Piece {
	const nodes: DiagramNode[] = [];
	const edges: Edge[] = [];
	let [left, right, height] = [0, 0, 0];
	children.forEach(({ name, net }, i) => {
		if (i > 0) {
			const next = height + GAP;
			edges.push(
				edge([
					[0, height],
					[0, next]
				])
			);
			height = next;
		}
		const piece = pieceOf(net, join(path, name), layers);
		const placed = moved(piece, 0, height);
		nodes.push(...placed.nodes);
		edges.push(...placed.edges);
		left = Math.min(left, piece.left);
		right = Math.max(right, piece.right);
		height += piece.height;
	});
	return { nodes, edges, left, right, height };
}

/** What a join looks like. */
const SIGNS: Readonly<Record<JoinOp['kind'], string>> = {
	add: '+',
	subtract: '−',
	mul: '×',
	concat: '∥',
	crossAttention: '⋈'
};

function joinNode(
	{ kind }: JoinOp,
	path: string,
	layers: Layers,
	y: number
): readonly DiagramNode[] {
	const layer = layers.get(path);
	if (!layer) return [];
	const size = { x: 0, y, width: 2 * SUM, height: 2 * SUM };
	const name = labelOf(layer.op, layer.in);
	return [
		{ id: path, kind: kindOf(layer.op, layer.in), label: SIGNS[kind], name, round: true, ...size }
	];
}

/** The first branch on the middle line, the others one after the other to its left. */
function fork(parallel: Parallel, path: string, layers: Layers): Piece {
	const { branches, name } = parallel;
	const [main = NOTHING, ...others] = branches.map((branch) =>
		pieceOf(branch.net, join(path, branch.name), layers)
	);
	const tallest = Math.max(main.height, ...others.map(({ height }) => height));
	const sum = GAP + tallest + GAP + 2 + SUM;
	const startOf = ({ height }: Piece): number => GAP + (tallest - height) / 2;
	const start = startOf(main);
	const nodes = [...moved(main, 0, start).nodes];
	const edges = [
		edge([
			[0, 0],
			[0, start]
		]),
		edge(
			[
				[0, start + main.height],
				[0, sum - SUM]
			],
			{ arrow: true }
		)
	];
	const loops: Edge[] = [];
	const inside = [...moved(main, 0, start).edges];
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
			inside.push(...placed.edges);
		}
		left = lane + beside.left;
	}
	nodes.push(...joinNode(joinOf(parallel), join(path, name), layers, sum));
	return {
		nodes,
		edges: [...edges, ...loops, ...inside],
		left,
		right: Math.max(SUM, main.right),
		height: sum + SUM
	};
}

function pieceOf(net: Net, path: string, layers: Layers): Piece {
	if (net.kind === 'chain') return sequence(net, path, layers);
	return net.kind === 'parallel' ? fork(net, path, layers) : operation(path, layers);
}

/** The part of the tree that layers name by this id, and its path. */
function find(net: Net, id: string, path: string): Readonly<{ chain: Chain; path: string }> | null {
	if (net.kind !== 'chain' && net.kind !== 'parallel') return null;
	if (net.kind === 'chain' && net.role !== null && idOf(path, net.role) === id)
		return { chain: net, path };
	for (const { name, net: child } of net.kind === 'chain' ? net.children : net.branches) {
		const found = find(child, id, join(path, name));
		if (found) return found;
	}
	return null;
}

/**
 * Draws a block, a stem or a head from the tree, top to bottom, whatever the family.
 *
 * @returns null for an id that is no such part, and for a stage: that is a row of blocks
 */
export function diagramOf(net: Net, layers: readonly Layer[], id: string): Diagram | null {
	const found = find(net, id, '');
	if (!found || found.chain.role === 'stage') return null;
	const own = layers.filter(({ block, section }) => (block ?? section) === id);
	const [first, last] = [own[0], own.at(-1)];
	if (!first || !last) return null;
	const { chain, path } = found;
	const piece = sequence(chain, path, new Map(own.map((layer) => [layer.path, layer])));
	const middle = 2 - piece.left;
	const placed = moved(piece, middle, END);
	const height = piece.height + 2 * END;
	const ends = [
		edge([
			[middle, END - 16],
			[middle, END]
		]),
		edge(
			[
				[middle, height - END],
				[middle, height - END + 18]
			],
			{ arrow: true }
		)
	];
	return {
		nodes: placed.nodes,
		edges: [...placed.edges, ...ends].map(({ points, ...kind }) => ({
			d: polyline(points),
			...kind
		})),
		ends: [
			{ text: first.in.join(' × '), x: middle, y: 13 },
			{ text: last.out.join(' × '), x: middle, y: height - 3 }
		],
		width: piece.right - piece.left + 4,
		height
	};
}

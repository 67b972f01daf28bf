import { polyline } from '../path.ts';
import { edge, moved, pieceOf, type DiagramGap, type DiagramNode, type Figure } from './layout.ts';

/** A block as nodes and edges, in a frame from 0, 0 to width, height. */
export type Diagram = Readonly<{
	nodes: readonly DiagramNode[];
	/** Where something can be put in, of a diagram that can be edited. */
	gaps: readonly DiagramGap[];
	edges: readonly Readonly<{ d: string; loop: boolean; arrow: boolean }>[];
	/** The shapes that enter and leave, with where they stand. */
	ends: readonly Readonly<{ text: string; x: number; y: number }>[];
	width: number;
	height: number;
}>;

/** Room for the shapes above and below. */
const END = 36;

/** A figure in its frame, with what enters above it and what leaves below. */
export function framed(figure: Figure, entering: string, leaving: string): Diagram {
	const piece = pieceOf(figure);
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
		gaps: placed.gaps,
		edges: [...placed.edges, ...ends].map(({ points, ...kind }) => ({
			d: polyline(points),
			...kind
		})),
		ends: [
			{ text: entering, x: middle, y: 13 },
			{ text: leaving, x: middle, y: height - 3 }
		],
		width: piece.right - piece.left + 4,
		height
	};
}

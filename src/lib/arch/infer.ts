import {
	join,
	joinOf,
	sameShape,
	type Chain,
	type LayerOp,
	type Net,
	type Parallel,
	type Role,
	type Shape
} from './net.ts';
import {
	activationsOf,
	elements,
	macTerms,
	ShapeMismatch,
	outputShape,
	weightsOf,
	type Term,
	type Weight
} from './ops.ts';

/** An operation met on the way through a network, with everything that follows from its input. */
export type Inferred = Readonly<{
	op: LayerOp;
	in: Shape;
	/** Shapes of what a join takes beside its first value; empty for all others. */
	others: readonly Shape[];
	out: Shape;
	weights: readonly Weight[];
	/** Trainable parameters; running statistics are not among them. */
	params: number;
	/** Multiply-accumulates of conv, linear, blurs and attention's two matrix products for one image. */
	macs: number;
	/** Output elements of conv and linear layers for one image, 0 for all others. */
	activations: number;
}>;

/** One branch of a `Parallel`: the path of the layer that joins it with the others, and its number. */
export type Branch = Readonly<{ join: string; index: number }>;

export type SectionRole = Extract<Role, 'stem' | 'stage' | 'head'>;
export type BlockRole = Extract<Role, 'block' | 'downsample'>;

/** Where a layer stands in the tree. */
export type Place = Readonly<{
	/** Unique, and timm's module path. */
	path: string;
	/** Id of the stem, stage or head that holds it, and its role. A network without any is one stage. */
	section: string;
	sectionRole: SectionRole;
	/** Number of the stage, from 1; 0 in stem and head. */
	stage: number;
	/** Id of the block or downsampling that holds it, if one does, and which of the two. */
	block: string | null;
	blockRole: BlockRole | null;
	/** The branches it stands on, the outermost first. */
	branches: readonly Branch[];
}>;

/** One operation of the network at its place. */
export type Layer = Inferred & Place;

/** A network that cannot be computed: names the path of the operation that does not fit, and why. */
export class ShapeError extends Error {
	readonly path: string;
	readonly op: LayerOp;
	readonly about: ShapeMismatch['about'];
	constructor(path: string, op: LayerOp, mismatch: ShapeMismatch) {
		super(path === '' ? mismatch.message : `${path}: ${mismatch.message}`);
		this.name = 'ShapeError';
		this.path = path;
		this.op = op;
		this.about = mismatch.about;
	}
}

const sumOfProducts = (terms: readonly Term[]): number => {
	let sum = 0;
	for (const term of terms) {
		let product = 1;
		for (const factor of term) product *= factor.value;
		sum += product;
	}
	return sum;
};

const NO_OTHERS: readonly Shape[] = [];

/**
 * Everything that follows from an operation and its input. Throws a `ShapeMismatch` when they do not fit.
 *
 * @param others what a join takes beside its first value
 */
export function inferOp(op: LayerOp, x: Shape, others = NO_OTHERS): Inferred {
	const out = outputShape(op, x, others);
	const weights = weightsOf(op, x);
	let params = 0;
	for (const weight of weights) if (!weight.buffer) params += elements(weight.shape);
	const terms = macTerms(op, x, out, others);
	return {
		op,
		in: x,
		others,
		out,
		weights,
		params,
		macs: sumOfProducts(terms),
		activations: activationsOf(op, out)
	};
}

/** Elements of all that an operation takes, weights apart. */
export const inputElements = ({ in: x, others }: Inferred): number =>
	others.reduce((sum, other) => sum + elements(other), elements(x));

/** The id of a part with a role: its path, or its role where the part adds no name of its own. */
export const idOf = (path: string, role: Role): string => (path === '' ? role : path);

/** The place of what stands in no tree. */
export const ROOT: Place = {
	path: '',
	section: '',
	sectionRole: 'stage',
	stage: 1,
	block: null,
	blockRole: null,
	branches: []
};

const at = (place: Place, name: string): Place => ({ ...place, path: join(place.path, name) });

type Listed = Readonly<{ path: string; start: number; end: number; in: Shape; out: Shape }>;

const isBlock = (net: Net): boolean => net.kind === 'chain' && net.role === 'block';

/** A layer at its place. Spelled out: spreading two objects takes several times as long, for every layer. */
const layerAt = (inferred: Inferred, place: Place): Layer => ({
	op: inferred.op,
	in: inferred.in,
	others: inferred.others,
	out: inferred.out,
	weights: inferred.weights,
	params: inferred.params,
	macs: inferred.macs,
	activations: inferred.activations,
	path: place.path,
	section: place.section,
	sectionRole: place.sectionRole,
	stage: place.stage,
	block: place.block,
	blockRole: place.blockRole,
	branches: place.branches
});

/**
 * Moves a block's layers from one path to another: what identical blocks differ in.
 *
 * @param around how many branches the block itself stands on
 */
function moved(layers: readonly Layer[], from: string, to: string, around: number): Layer[] {
	const move = (path: string): string => to + path.slice(from.length);
	// Layers of one branch share their list.
	const branches = new Map<readonly Branch[], readonly Branch[]>();
	const moveBranches = (before: readonly Branch[]): readonly Branch[] => {
		if (before.length === around) return before;
		const known = branches.get(before);
		if (known) return known;
		const after = before.map((branch, depth) =>
			depth < around ? branch : { ...branch, join: move(branch.join) }
		);
		branches.set(before, after);
		return after;
	};
	return layers.map((layer) =>
		layerAt(layer, {
			path: move(layer.path),
			section: layer.section,
			sectionRole: layer.sectionRole,
			stage: layer.stage,
			block: layer.block === null ? null : move(layer.block),
			blockRole: layer.blockRole,
			branches: moveBranches(layer.branches)
		})
	);
}

/**
 * All operations in order of computation: of a `Parallel`, one branch after the other, then what
 * joins them. What identical blocks share (shapes, weights) is one object in all of them.
 *
 * @param input shape of one image, `[height, width, channels]`
 * @throws ShapeError naming the path of the first operation that does not fit its input
 */
export function layersOf(net: Net, input: Shape): Layer[] {
	const layers: Layer[] = [];
	let stages = 0;

	function enter(place: Place, role: Role | null): Place {
		if (role === null) return place;
		const id = idOf(place.path, role);
		if (role === 'block' || role === 'downsample') return { ...place, block: id, blockRole: role };
		const stage = role === 'stage' ? ++stages : 0;
		return { ...place, section: id, sectionRole: role, stage, block: null, blockRole: null };
	}

	function push(place: Place, op: LayerOp, x: Shape, others?: readonly Shape[]): Shape {
		try {
			const inferred = inferOp(op, x, others);
			layers.push(layerAt(inferred, place));
			return inferred.out;
		} catch (error) {
			throw error instanceof ShapeMismatch ? new ShapeError(place.path, op, error) : error;
		}
	}

	function visitChain(chain: Chain, x: Shape, place: Place): Shape {
		const inner = enter(place, chain.role);
		let shape = x;
		const blocks = new Map<Net, Listed>();
		for (const { name, net } of chain.children) {
			const child = at(inner, name);
			const start = layers.length;
			const before = isBlock(net) ? blocks.get(net) : undefined;
			if (before && sameShape(shape, before.in)) {
				const alike = layers.slice(before.start, before.end);
				layers.push(...moved(alike, before.path, child.path, place.branches.length));
				shape = before.out;
			} else {
				const entering = shape;
				shape = visit(net, entering, child);
				if (isBlock(net))
					blocks.set(net, {
						path: child.path,
						start,
						end: layers.length,
						in: entering,
						out: shape
					});
			}
		}
		return shape;
	}

	function visitParallel(parallel: Parallel, x: Shape, place: Place): Shape {
		const { branches, name } = parallel;
		const sum = at(place, name);
		const [first = x, ...others] = branches.map((branch, index) =>
			visit(branch.net, x, {
				...at(place, branch.name),
				branches: [...place.branches, { join: sum.path, index }]
			})
		);
		return push(sum, joinOf(parallel), first, others);
	}

	function visit(net: Net, x: Shape, place: Place): Shape {
		if (net.kind === 'chain') return visitChain(net, x, place);
		return net.kind === 'parallel' ? visitParallel(net, x, place) : push(place, net, x);
	}

	visit(net, input, ROOT);
	return layers;
}

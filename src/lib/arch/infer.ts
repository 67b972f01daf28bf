import type { Chain, LayerOp, Net, Role, Shape } from './net.ts';
import { join } from './net.ts';
import {
	elements,
	macTerms,
	ShapeMismatch,
	outputShape,
	traitsOf,
	weightsOf,
	type Term,
	type Weight
} from './ops.ts';

/** An operation met on the way through a network, with everything that follows from its input. */
export type Inferred = Readonly<{
	op: LayerOp;
	in: Shape;
	out: Shape;
	weights: readonly Weight[];
	/** Trainable parameters; running statistics are not among them. */
	params: number;
	/** Multiply-accumulates of conv, linear and attention's two matrix products for one image. */
	macs: number;
	/** Output elements of conv and linear layers for one image, 0 for all others. */
	activations: number;
}>;

/** One operation of the network at its place. Its `path` is unique and is timm's module path. */
export type Layer = Inferred &
	Readonly<{
		path: string;
		/** Id of the stem, stage or head that holds it. */
		section: string;
		/** Id of the block or downsampling that holds it, if one does. */
		block: string | null;
	}>;

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

/** Everything that follows from an operation and its input. Throws a `ShapeMismatch` when they do not fit. */
export function inferOp(op: LayerOp, x: Shape): Inferred {
	const out = outputShape(op, x);
	const weights = weightsOf(op, x);
	let params = 0;
	for (const weight of weights) if (!weight.buffer) params += elements(weight.shape);
	const terms = macTerms(op, x, out);
	return {
		op,
		in: x,
		out,
		weights,
		params,
		macs: sumOfProducts(terms),
		activations: traitsOf(op.kind).product ? elements(out) : 0
	};
}

export const sameShape = (a: Shape, b: Shape): boolean =>
	a.length === b.length && a.every((size, axis) => size === b[axis]);

const ADD: LayerOp = { kind: 'add' };

/** Joins the two branches of a residual. Throws a `ShapeMismatch` when their shapes differ. */
export function inferAdd(body: Shape, shortcut: Shape): Inferred {
	if (!sameShape(body, shortcut))
		throw new ShapeMismatch('map', `cannot add ${body.join(' × ')} to ${shortcut.join(' × ')}`);
	return inferOp(ADD, body);
}

/** The id of a part with a role: its path, or its role where the part adds no name of its own. */
export const idOf = (path: string, role: Role): string => (path === '' ? role : path);

type TreePlace = Readonly<{ path: string } & Pick<Layer, 'section' | 'block'>>;

function enter(place: TreePlace, role: Role | null): TreePlace {
	if (role === null) return place;
	const id = idOf(place.path, role);
	return role === 'block' || role === 'downsample'
		? { ...place, block: id }
		: { ...place, section: id, block: null };
}

const at = (place: TreePlace, name: string): TreePlace => ({
	...place,
	path: join(place.path, name)
});

type Listed = Readonly<{ path: string; start: number; end: number; in: Shape; out: Shape }>;

const isBlock = (net: Net): boolean => net.kind === 'chain' && net.role === 'block';

/** Moves layers that were listed at one path to another: what identical blocks differ in. */
function moved(layers: readonly Layer[], from: string, to: string): Layer[] {
	return layers.map((layer) => ({
		...layer,
		path: to + layer.path.slice(from.length),
		block: layer.block === null ? null : to + layer.block.slice(from.length)
	}));
}

/**
 * All operations in order of computation. A residual runs its body, then its shortcut, then adds.
 * What identical blocks share (shapes, weights) is one object in all of them.
 *
 * @param input shape of one image, `[height, width, channels]`
 * @throws ShapeError naming the path of the first operation that does not fit its input
 */
export function layersOf(net: Net, input: Shape): Layer[] {
	const layers: Layer[] = [];

	function push({ path, section, block }: TreePlace, op: LayerOp, make: () => Inferred): Shape {
		try {
			const measured = make();
			layers.push({ ...measured, path, section, block });
			return measured.out;
		} catch (error) {
			throw error instanceof ShapeMismatch ? new ShapeError(path, op, error) : error;
		}
	}

	function visitChain(chain: Chain, x: Shape, place: TreePlace): Shape {
		const inner = enter(place, chain.role);
		let shape = x;
		const blocks = new Map<Net, Listed>();
		for (const { name, net } of chain.children) {
			const child = at(inner, name);
			const start = layers.length;
			const before = isBlock(net) ? blocks.get(net) : undefined;
			if (before && sameShape(shape, before.in)) {
				const alike = layers.slice(before.start, before.end);
				layers.push(...moved(alike, before.path, child.path));
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

	function visit(net: Net, x: Shape, place: TreePlace): Shape {
		if (net.kind === 'chain') return visitChain(net, x, place);
		if (net.kind !== 'residual') return push(place, net, () => inferOp(net, x));
		const body = visitChain(net.body, x, place);
		const shortcut = net.shortcut ? visit(net.shortcut.net, x, at(place, net.shortcut.name)) : x;
		return push(at(place, net.add), ADD, () => inferAdd(body, shortcut));
	}

	visit(net, input, { path: '', section: '', block: null });
	return layers;
}

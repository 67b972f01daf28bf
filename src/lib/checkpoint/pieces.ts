import type { Naming } from '../arch/families/naming.ts';
import type { Shape } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';
import { FormatError, quoted } from './containers/format-error.ts';
import type { Strided } from './containers/stored.ts';
import type { Recipe, Tensor } from './tensor.ts';

/** A part of one of timm's tensors, and its place among the others of it. */
export type Piece<Part> = Readonly<{
	at: number;
	/** Whether it is added to the others, and does not lie below them. */
	isTerm: boolean;
	part: Part;
	slice?: readonly [from: number, to: number];
	shape: Shape;
}>;

const unlike = (name: string) =>
	new FormatError(`The parts of ${quoted(name)} have shapes that do not go together.`);

/** The shape of pieces that lie one below the other. */
function joinedShape<Part>(name: string, pieces: readonly Piece<Part>[]): Shape {
	const [first, ...others] = pieces.map(({ shape }) => shape);
	const rest = first?.slice(1) ?? [];
	if (others.some((shape) => shape.slice(1).join() !== rest.join())) throw unlike(name);
	const rows = pieces.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
	return pieces.length === 1 ? (first ?? []) : [rows, ...rest];
}

/** The shape of pieces that are added. */
function sumShape<Part>(name: string, pieces: readonly Piece<Part>[]): Shape {
	const [first, ...others] = pieces.map(({ shape }) => shape);
	if (others.some((shape) => shape.join() !== first?.join())) throw unlike(name);
	return first ?? [];
}

/** Where the values of pieces are among those of all their parts, one after the other. */
function rangesOf<Part extends Readonly<{ shape: Shape }>>(
	pieces: readonly Piece<Part>[]
): Recipe['ranges'] {
	if (pieces.every(({ slice }) => !slice)) return undefined;
	let start = 0;
	return pieces.map(({ part, slice = [0, elements(part.shape)] }) => {
		const range = [start + slice[0], start + slice[1]] as const;
		start += elements(part.shape);
		return range;
	});
}

/** The view of values of a shape that has its axes in another order. */
const stridedOf = (read: Shape, axes: readonly number[]): Strided => ({
	shape: axes.map((axis) => read[axis] ?? 1),
	strides: axes.map((axis) => elements(read.slice(axis + 1)))
});

/** The tensor of timm’s that pieces make. @throws FormatError where they do not go together */
export function tensorOf<Part extends Readonly<{ shape: Shape }>>(
	naming: Naming,
	name: string,
	found: readonly Piece<Part>[]
): Tensor<Part> {
	const pieces = [...found].sort((a, b) => a.at - b.at);
	const isSum = pieces.every(({ isTerm }) => isTerm);
	if (!isSum && new Set(pieces.map(({ at }) => at)).size < pieces.length)
		throw new FormatError(`Two tensors of the file stand for ${quoted(name)}.`);
	const joined = isSum ? sumShape(name, pieces) : joinedShape(name, pieces);
	const ranges = rangesOf(pieces);
	const laid = naming.layouts?.find(({ of }) => of.test(name))?.layout(joined);
	const recipe: Recipe = {
		...(ranges ? { ranges } : {}),
		...(isSum && pieces.length > 1 ? { terms: pieces.length } : {}),
		...(laid?.axes ? { order: stridedOf(laid.read, laid.axes) } : {})
	};
	const flat = naming.flat?.test(name) ?? false;
	return {
		shape: laid?.shape ?? (flat ? [elements(joined)] : joined),
		parts: pieces.map(({ part }) => part),
		...(Object.keys(recipe).length > 0 || laid ? { recipe } : {})
	};
}

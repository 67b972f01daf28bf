import { deterministicWeights, WEIGHTS_LABEL } from '../checkpoint/deterministic.ts';
import { LARGEST_FILE, onnxPieces } from '../export/onnx/model.ts';
import { byteLength, isBytes } from '../export/pieces.ts';
import { printPytorch, titleOf } from '../export/pytorch/pytorch.ts';
import { timmLine } from '../export/timm.ts';
import { asItComes, printLink } from '../share/link.ts';
import type { Shape, Weight } from './counts.ts';
import type { Design } from './design.ts';
import { appDesign, networkOf } from './reading.ts';

/**
 * The design as a link, `design` reads it: what stands after the `#` of the app's address.
 *
 * @throws DesignError when it cannot be read
 */
export const toLink = (of: Design | string): string =>
	printLink({ ...asItComes, design: appDesign(of) });

/**
 * The design as a module in plain `torch.nn`, whose parameters have timm's names.
 *
 * @throws DesignError when it has no network
 */
export function toPyTorch(of: Design | string): string {
	const app = appDesign(of);
	return printPytorch(app, networkOf(app));
}

/**
 * The call of timm that makes the same network; `null` where there is none.
 *
 * @throws DesignError when it cannot be read
 */
export const toTimm = (of: Design | string): string | null => timmLine(appDesign(of));

/** Gives a weight's values, row-major in PyTorch's order. */
export type Values = (name: string, shape: Shape) => Float32Array;

/**
 * The design as an ONNX file: opset 17, any batch, float32.
 *
 * @param values of each weight by timm's name; without it deterministic ones that are not trained
 * @throws DesignError when it has no network; RangeError when values are too few or too many, and
 *   when the file would be larger than ONNX permits (2 GiB)
 */
export function toOnnx(of: Design | string, values?: Values): Uint8Array {
	const app = appDesign(of);
	const { net, input } = networkOf(app);
	const weights = values ? 'weights that the caller gave' : WEIGHTS_LABEL;
	const pieces = onnxPieces(net, input, { title: titleOf(app), address: toLink(of), weights });
	const length = byteLength(pieces);
	if (length > LARGEST_FILE)
		throw new RangeError(`the file would take ${length} bytes; permitted: up to ${LARGEST_FILE}`);
	const file = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		const bytes = isBytes(piece) ? piece : bytesOf(piece, values ?? deterministicWeights);
		file.set(bytes, at);
		at += bytes.length;
	}
	return file;
}

function bytesOf({ name, shape }: Weight, values: Values): Uint8Array {
	const given = values(name, shape);
	const needed = shape.reduce((product, length) => product * length, 1);
	if (given.length !== needed)
		throw new RangeError(`${name}: ${given.length} values; permitted: ${needed}, its shape’s`);
	return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
}

import type { Shape } from '../arch/net.ts';
import { elements } from '../arch/ops.ts';
import type { Part, WeightFile } from './checkpoint.ts';
import { gather, widen } from './containers/widen.ts';
import { LiveError } from '../errors/failure.ts';
import { deterministicWeights } from './deterministic.ts';
import { follow } from './tensor.ts';

/** Gives a weight's values by timm's name, row-major in PyTorch's layout. */
export type WeightSource = (name: string, shape: Shape) => Promise<Float32Array<ArrayBuffer>>;

const deterministic: WeightSource = (name, shape) =>
	Promise.resolve(deterministicWeights(name, shape));

const unreadable = (why: string): LiveError =>
	new LiveError(
		'bad-weights',
		`The weights could not be read: ${why}`,
		'The file may have been moved or changed since it was opened: open it again.'
	);

async function valuesOf(name: string, { file, start, end, dtype, strided }: Part) {
	const bytes = await file
		.slice(start, end)
		.arrayBuffer()
		.catch((error: unknown) => {
			throw unreadable(error instanceof Error ? error.message : String(error));
		});
	// A file that shrank gives fewer bytes than it was asked for.
	if (bytes.byteLength !== end - start) throw unreadable(`${name} is cut short.`);
	const read = widen(bytes, dtype);
	return strided ? gather(read, strided) : read;
}

function joined(parts: readonly Float32Array<ArrayBuffer>[]): Float32Array<ArrayBuffer> {
	const [only] = parts;
	if (only && parts.length === 1) return only;
	const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

/** Reads each tensor when it is asked for, so that no second copy of the file is kept. */
function fromFile({ places }: WeightFile): WeightSource {
	return async (name, shape) => {
		const place = places.get(name);
		if (!place) throw unreadable(`the file has no ${name}.`);
		const parts = await Promise.all(place.parts.map((part) => valuesOf(name, part)));
		const values = follow(joined(parts), place.recipe);
		if (values.length !== elements(shape))
			throw unreadable(`${name} has ${values.length} values, and ${elements(shape)} are needed.`);
		return values;
	};
}

/** Where a run's weights come from: a file, or their names alone. */
export const sourceOf = (weights?: WeightFile): WeightSource =>
	weights ? fromFile(weights) : deterministic;

function notFinite(values: Float32Array): number | undefined {
	for (const value of values) if (!Number.isFinite(value)) return value;
	return undefined;
}

/** Refuses weights with which a network has no output to time, whatever the device does. */
export const finiteOnly =
	(source: WeightSource): WeightSource =>
	async (name, shape) => {
		const values = await source(name, shape);
		const odd = notFinite(values);
		if (odd === undefined) return values;
		throw new LiveError(
			'bad-weights',
			`The weights cannot be run: ${name} holds ${odd}.`,
			'Open a checkpoint of finite numbers, or run with the deterministic weights.'
		);
	};

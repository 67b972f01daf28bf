import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { INPUT } from '../arch/flow.ts';
import { sameShape } from '../arch/layers.ts';
import { join, type Shape } from '../arch/net.ts';
import type { BackendName } from './backends.ts';
import { LiveError } from './failure.ts';
import { nth, type Ready } from './kernels/kernel.ts';
import { makeReady } from './kernels/table.ts';
import type { Step } from './plan.ts';
import { sourceOf, type WeightSource } from './weight-source.ts';

export type Model = Readonly<{
	/** Elements of all parameter tensors on the device. */
	params: number;
	/**
	 * `[batch, height, width, channels]` to the last layer's output. `x` stays, the rest is freed as
	 * early as possible. Every output's shape is checked against the analytic one.
	 */
	forward(x: Tensor): Tensor;
	/** The same with a look at every layer: `visit` calls `compute` and hands its output on. */
	forwardByLayer(
		x: Tensor,
		visit: (step: number, compute: () => Tensor) => Promise<Tensor>
	): Promise<Tensor>;
	/** Frees the weights. */
	dispose(): void;
}>;

const size = (tensors: readonly Tensor[]): number =>
	tensors.reduce((sum, tensor) => sum + tensor.size, 0);

function checkShape(path: string, live: Shape, analytic: Shape): void {
	if (sameShape(live, analytic)) return;
	throw new LiveError(
		'mismatch',
		`${path} gives ${live.join(' × ')} live, and ${analytic.join(' × ')} on paper.`,
		'This is a fault of this program; please report it with the link of the design.'
	);
}

/** The values alive in one forward pass. */
function frameOf(steps: readonly Step[], x: Tensor) {
	const values = new Map<number, Tensor>([[INPUT, x]]);
	const get = (value: number): Tensor => {
		const tensor = values.get(value);
		if (!tensor) throw new Error(`value ${value} was freed too early`);
		return tensor;
	};
	return {
		inputsOf: (step: number): Tensor[] => nth(steps, step).inputs.map(get),
		/** Keeps a step's output and frees what nothing needs after it. */
		put(step: number, output: Tensor): void {
			values.set(step, output);
			for (const value of nth(steps, step).frees) {
				get(value).dispose();
				values.delete(value);
			}
		},
		output: (): Tensor => get(steps.length - 1)
	};
}

/**
 * Allocates every weight of a network on the current backend.
 *
 * @param between called before each layer with the number of layers done; may throw to stop
 * @param source where the weights' values come from
 */
export async function buildModel(
	steps: readonly Step[],
	backend: BackendName,
	between: (done: number) => Promise<void>,
	source: WeightSource = sourceOf()
): Promise<Model> {
	const ready: Ready[] = [];
	for (const { layer } of steps) {
		await between(ready.length);
		const { op, path, weights, in: x } = layer;
		const values: Float32Array[] = [];
		for (const { name, shape } of weights) values.push(await source(join(path, name), shape));
		ready.push(makeReady({ op, x, values, backend }));
	}

	function run(step: number, inputs: Tensor[]): Tensor {
		const { layer } = nth(steps, step);
		const y = nth(ready, step).run(...inputs);
		checkShape(layer.path, y.shape.slice(1), layer.out);
		return y;
	}

	return {
		params: ready.reduce((sum, { params }) => sum + size(params), 0),
		forward(x) {
			const frame = frameOf(steps, x);
			steps.forEach((_, step) => frame.put(step, run(step, frame.inputsOf(step))));
			return frame.output();
		},
		async forwardByLayer(x, visit) {
			const frame = frameOf(steps, x);
			for (const step of steps.keys()) {
				const inputs = frame.inputsOf(step);
				frame.put(step, await visit(step, () => run(step, inputs)));
			}
			return frame.output();
		},
		dispose: () => ready.forEach(({ params, buffers }) => dispose([...params, ...buffers]))
	};
}

import { dispose, reshape, zeros, type Tensor } from '@tensorflow/tfjs-core';
import { INPUT } from '../../arch/flow.ts';
import { sameShape, type Shape } from '../../arch/net.ts';
import { layerWeights } from '../../checkpoint/layer-weights.ts';
import { LiveError } from '../../errors/failure.ts';
import { foldedParams } from '../plan/fold.ts';
import { reformedParams } from '../plan/kernel-form.ts';
import { tensorsOf } from './kept-kernels.ts';
import { nth, type CompiledKernel } from './kernels/kernel.ts';
import type { OpenBackend } from './opened.ts';
import { layersIn, shapeOf, type Step } from '../plan/plan.ts';
import { readAhead } from './read-ahead.ts';
import { foldedIn, openKernels, prepare, type Setting, type WeightsOf } from './compile-step.ts';
import { sourceOf, type WeightSource } from '../../checkpoint/weight-source.ts';

/** Values that later steps take, by number; the input is not among them. */
export type Alive = ReadonlyMap<number, Tensor>;

/**
 * Sees a step: calls `compute`, and hands on its output or another in its place.
 *
 * @param fork what is alive before the step once more, the caller's to free
 */
export type Visit = (step: number, compute: () => Tensor, fork: () => Alive) => Promise<Tensor>;

/** Part of the way through a network; all of it where nothing is said. */
export type Way = Readonly<{
	/** The step that it begins with, and what is alive before it, which the pass frees. */
	first?: number;
	alive?: Alive;
	/** The step whose output is given; what comes after it is not computed. */
	last?: number;
}>;

export type Model = Readonly<{
	/** Elements of all parameter tensors on the device, and of those folded into them. */
	params: number;
	/**
	 * `[batch, height, width, channels]` to the last layer's output. `x` stays, the rest is freed as
	 * early as possible. Every output's shape is checked against the analytic one.
	 *
	 * @param begin called with the number of each step before it is computed
	 */
	forward(x: Tensor, begin?: (step: number) => void): Tensor;
	/** The same with a look at every step. */
	forwardByStep(x: Tensor, visit: Visit, way?: Way): Promise<Tensor>;
	/** The kernel of each step. */
	kernels: readonly CompiledKernel[];
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
function frameOf(steps: readonly Step[], x: Tensor, alive: Alive = new Map()) {
	const values = new Map<number, Tensor>([[INPUT, x], ...alive]);
	const get = (value: number): Tensor => {
		const tensor = values.get(value);
		if (!tensor) throw new Error(`value ${value} was freed too early`);
		return tensor;
	};
	return {
		inputsOf: (step: number): Tensor[] => nth(steps, step).inputs.map(get),
		/** What is alive once more, on the same data. */
		fork: (): Alive =>
			new Map(
				[...values]
					.filter(([value]) => value !== INPUT)
					.map(([value, tensor]) => [value, tensor.clone()])
			),
		/** Keeps a step's output and frees what nothing needs after it. */
		put(step: number, tensor: Tensor): void {
			const { output, frees } = nth(steps, step);
			values.set(output, tensor);
			for (const value of frees) {
				get(value).dispose();
				values.delete(value);
			}
		},
		/** A step's output; whatever else is alive is freed. */
		end(step: number): Tensor {
			const { output } = nth(steps, step);
			for (const [value, tensor] of values)
				if (value !== output && value !== INPUT) tensor.dispose();
			return get(output);
		},
		/** Frees all. */
		drop(): void {
			for (const [value, tensor] of values) if (value !== INPUT) tensor.dispose();
		}
	};
}

/** A result in the shape of the step's last layer, if the first gave another one. */
function shaped(y: Tensor, shape: Shape): Tensor {
	if (sameShape(y.shape.slice(1), shape)) return y;
	const view = reshape(y, [y.shape[0] ?? 1, ...shape]);
	y.dispose();
	return view;
}

/** The weights of layers from where their values come from. */
export const weightsFrom =
	(source: WeightSource): WeightsOf =>
	(layer) =>
		layerWeights(source, layer);

/** What a network is built with. */
export type Building = Readonly<{
	/** The weights' values. */
	weightsOf?: WeightsOf;
	/** Each step's kernel where it is there already. */
	kept?: readonly (CompiledKernel | undefined)[];
	/** Has what some work needs compiled beside what comes next, where the back end can. */
	ask?: OpenBackend['ask'];
}>;

/**
 * Allocates every weight of a network on the current backend.
 *
 * @param between called before each step with the number of steps done; may throw to stop
 */
export async function buildModel(
	steps: readonly Step[],
	setting: Setting,
	between: (done: number) => Promise<void>,
	{ weightsOf = weightsFrom(sourceOf()), kept = [], ask = null }: Building = {}
): Promise<Model> {
	// They are compiled while weights are made.
	const opening = openKernels(setting);
	opening.catch(() => {});
	const lying = setting.precision === 'f16' ? await import('../webgpu/wgsl/convert.ts') : null;
	const compiled: CompiledKernel[] = [];

	function run(at: number, inputs: Tensor[]): Tensor {
		const step = nth(steps, at);
		const kernel = nth(compiled, at);
		// What the last step is given is little, and its result is to be whole.
		const halves = kernel.takesHalves === true && at < steps.length - 1;
		const taken = lying ? lying.allAs(inputs, halves ? 'f16' : 'f32') : inputs;
		const y = kernel.run(...taken);
		dispose(taken.filter((tensor, i) => tensor !== inputs[i] && tensor !== y));
		checkShape(step.layer.path, y.shape.slice(1), step.layer.out);
		return shaped(y, shapeOf(step));
	}

	// Shaders of each step are compiled while weights of the next are made.
	const place = ask && zeros([setting.batch, ...nth(steps, 0).layer.in]);
	const frame = place && frameOf(steps, place);
	try {
		const made = steps.filter((_, at) => !kept[at]);
		const ahead = readAhead(made.flatMap(layersIn), weightsOf);
		for (const [at, step] of steps.entries()) {
			await between(at);
			compiled.push(kept[at] ?? (await prepare(step, setting, ahead)));
			if (frame) ask(() => frame.put(at, run(at, frame.inputsOf(at))));
		}
	} finally {
		frame?.drop();
		place?.dispose();
	}
	await opening;

	const folded = steps.reduce(
		(sum, step) => sum + foldedParams(step.layer, foldedIn(step)) + reformedParams(step.layer),
		0
	);
	return {
		params: compiled.reduce((sum, { params, fill = 0 }) => sum + size(params) - fill, folded),
		forward(x, begin = () => {}) {
			const frame = frameOf(steps, x);
			for (const step of steps.keys()) {
				begin(step);
				frame.put(step, run(step, frame.inputsOf(step)));
			}
			return frame.end(steps.length - 1);
		},
		async forwardByStep(x, visit, { first = 0, alive, last = steps.length - 1 } = {}) {
			const frame = frameOf(steps, x, alive);
			try {
				for (let step = first; step <= last; step++) {
					const inputs = frame.inputsOf(step);
					frame.put(step, await visit(step, () => run(step, inputs), frame.fork));
				}
			} catch (error) {
				frame.drop();
				throw error;
			}
			return frame.end(last);
		},
		kernels: compiled,
		dispose: () => compiled.forEach((kernel) => dispose(tensorsOf(kernel)))
	};
}

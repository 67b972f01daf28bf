import type * as Ort from 'onnxruntime-web';
import { layersOf } from '../../arch/infer.ts';
import type { Shape } from '../../arch/net.ts';
import { elements } from '../../arch/ops.ts';
import { graphOf, INPUT_NAME, OUTPUT_NAME, type PlacedValue } from '../../export/onnx/graph.ts';
import { onnxPieces } from '../../export/onnx/model.ts';
import { guardDeviceLoss } from '../device-loss.ts';
import type { CompiledNet, CompileRequest, LayerOutput, Pass } from '../runtime.ts';
import { unsupported } from '../unsupported.ts';
import { toChannelsFirst, toChannelsLast } from './layout.ts';
import { joinPieces } from './model-file.ts';

/** Where onnxruntime-web computes. */
export type Provider = 'wasm' | 'webgpu';

/** A layer's value in the graph, and the shape of it for one image, channels last. */
type Shown = PlacedValue & Readonly<{ shape: Shape }>;

type Built = Readonly<{
	inference: Ort.InferenceSession;
	batch: number;
	lost: Promise<never>;
	/** Layers that may be asked for, by path. */
	shown: ReadonlyMap<string, Shown>;
}>;

async function valuesOf(tensor: Ort.Tensor | undefined): Promise<Float32Array> {
	const values = await tensor?.getData();
	if (!(values instanceof Float32Array)) throw new Error('the network gives no such value');
	// What the runtime hands out it may use again.
	const own = values.slice();
	tensor?.dispose();
	return own;
}

async function outputsOf(
	{ inference, batch, lost, shown }: Built,
	input: Ort.Tensor,
	paths: readonly string[]
): Promise<readonly LayerOutput[]> {
	const asked = paths.map((path) => {
		const found = shown.get(path);
		if (!found) throw new Error(`${path} was not named when compiling`);
		return { path, ...found };
	});
	const names = [...new Set(asked.map(({ name }) => name))];
	const values = new Map<string, Float32Array>();
	const given = await guardDeviceLoss(lost, inference.run({ [INPUT_NAME]: input }, names));
	for (const name of names) values.set(name, await valuesOf(given[name]));
	return asked.map(({ path, name, layout, shape }) => {
		const flat = values.get(name) ?? new Float32Array();
		return {
			path,
			shape: [batch, ...shape],
			values: layout === 'channels first' ? toChannelsLast(flat, shape) : flat
		};
	});
}

function passOf(built: Built, input: Ort.Tensor): Pass {
	async function run(): Promise<Float32Array> {
		const { inference, lost } = built;
		const given = inference.run({ [INPUT_NAME]: input }, [OUTPUT_NAME]);
		return valuesOf((await guardDeviceLoss(lost, given))[OUTPUT_NAME]);
	}
	return {
		// It compiles what it needs as it first computes.
		compile: () => Promise.resolve(),
		run,
		trace: async () => ({ output: await run(), kernelCalls: null }),
		outputsOf: (paths, _, without = []) =>
			without.length > 0
				? Promise.reject(unsupported('onnxruntime-web', 'switch layers off'))
				: outputsOf(built, input, paths),
		outputsWithout: () => Promise.reject(unsupported('onnxruntime-web', 'switch layers off')),
		eachOutput: async (take) =>
			(await outputsOf(built, input, [...built.shown.keys()])).forEach(take),
		gradientsOf: () => Promise.reject(unsupported('onnxruntime-web', 'compute gradients')),
		timeSteps: () => Promise.reject(unsupported('onnxruntime-web', 'time the steps of a network')),
		free: () => input.dispose()
	};
}

/** Builds a network from its own ONNX file; with all optimizations, where none drops a layer that is asked for. */
export async function compileNet(
	ort: typeof Ort,
	provider: Provider,
	request: CompileRequest,
	lost: Promise<never>
): Promise<CompiledNet> {
	const { net, input, batch, weights, outputs = [], between = () => Promise.resolve() } = request;
	const about = { title: 'network', address: '', weights: '' };
	const file = await joinPieces(onnxPieces(net, input, about, outputs), weights, between);
	const inference = await ort.InferenceSession.create(file, {
		executionProviders: [provider],
		graphOptimizationLevel: outputs.length > 0 ? 'disabled' : 'all'
	});
	const { values } = graphOf(net, input);
	const layers = layersOf(net, input);
	const named = new Set([...outputs, layers.at(-1)?.path]);
	const shown = new Map<string, Shown>();
	for (const { path, out } of layers) {
		const value = values.get(path);
		if (value && named.has(path)) shown.set(path, { ...value, shape: out });
	}
	let released: Promise<void> | undefined;
	const built: Built = { inference, batch, lost, shown };
	return {
		params: null,
		taken: null,
		feed(images) {
			const size = elements(input);
			const all = new Float32Array(batch * size);
			if (images.length === all.length) all.set(images);
			else if (images.length === size) for (let i = 0; i < batch; i++) all.set(images, i * size);
			else throw new Error(`${images.length} values are no images of ${input.join(' × ')}`);
			const [height = 0, width = 0, channels = 0] = input;
			const shape = [batch, channels, height, width];
			return passOf(built, new ort.Tensor('float32', toChannelsFirst(all, input), shape));
		},
		free: () => void (released ??= inference.release())
	};
}

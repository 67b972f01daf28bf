import { layersOf, type Layer } from '../../arch/infer.ts';
import { elements } from '../../arch/ops.ts';
import { spreadValues } from '../../checkpoint/deterministic.ts';
import { addAbsolute, sharesOf } from '../../features/effective-field.ts';
import type { GradientRequest, Pass } from '../../runtimes/runtime.ts';
import type { FieldsProgress } from '../progress.ts';
import type { RunContext } from '../run-context.ts';
import type { Fields, FieldsRequest } from './fields.ts';
import { openNetwork, permitGradients, withoutErrors, type OpenNetwork } from './open-network.ts';

/** Noise of mean 0 and variance 1, uniform: the same in every measurement. */
const noiseOf = (input: Layer['in'], pass: number): Float32Array =>
	spreadValues(`noise ${pass}`, elements(input), [0, Math.sqrt(3)]);

/** One or minus one for every channel of a unit, other in every pass, and nothing for all others. */
function signsAt({ path, out }: Layer, unit: readonly number[], pass: number): Float32Array {
	const channels = out.at(-1) ?? 1;
	const place = unit.reduce((at, index, axis) => at * (out[axis] ?? 1) + index, 0);
	const factors = new Float32Array(elements(out));
	spreadValues(`signs ${pass} ${path}`, channels, [0, 1]).forEach((value, channel) => {
		factors[place * channels + channel] = value < 0 ? -1 : 1;
	});
	return factors;
}

/**
 * Effective receptive fields: how much each pixel moves the unit in the middle of each layer's output. The
 * gradient is that of the sum of the unit's channels, each with a random sign; its absolute values are
 * added up over colours and averaged over passes (Luo et al. 2016, arXiv 1701.04128).
 *
 * @param open a network that was compiled with all its layers as outputs, and a pass of its picture
 */
export async function effectiveFields(
	{ network, pass }: Pick<OpenNetwork, 'network' | 'pass'>,
	{
		net,
		input,
		units,
		over,
		passes,
		most = Infinity
	}: Pick<FieldsRequest, 'net' | 'input' | 'units' | 'over' | 'passes'> &
		Pick<GradientRequest, 'most'>,
	{ onProgress, yieldOrStop }: RunContext<FieldsProgress>
): Promise<Fields['fields']> {
	const [rows = 1, columns = 1] = input;
	const layers = new Map(layersOf(net, input).map((layer) => [layer.path, layer]));
	const sums = units.map(() => new Float64Array(rows * columns));
	const total = passes * units.length;

	async function add(through: Pass, number: number): Promise<void> {
		for (const [i, { path, unit }] of units.entries()) {
			onProgress({ phase: 'fields', done: number * units.length + i, total });
			const layer = layers.get(path);
			if (!layer) throw new Error(`there is no layer ${path}`);
			const factors = signsAt(layer, unit, number);
			const [found] = await through.gradientsOf(
				{ of: path, factors, at: [null], most },
				yieldOrStop
			);
			addAbsolute(found?.gradient ?? new Float32Array(), sums[i] ?? new Float64Array());
		}
	}
	for (let number = 0; number < passes; number++) {
		if (over === 'picture') {
			await add(pass, number);
			continue;
		}
		const through = network.feed(noiseOf(input, number));
		await add(through, number).finally(through.free);
	}
	return units.map(({ path }, i) => ({
		path,
		field: { rows, columns, values: sharesOf(sums[i] ?? new Float64Array()) }
	}));
}

/**
 * Measures effective receptive fields, on a network that is open or is opened for it.
 *
 * @throws Cancelled, or an error that `failureOf` puts into words
 */
export async function measureFields(
	request: FieldsRequest,
	context: RunContext<FieldsProgress>
): Promise<Fields> {
	const opened = await openNetwork(request, context);
	const { most } = permitGradients(opened, request, [null]);
	const fields = await withoutErrors(opened, () =>
		effectiveFields(opened, { ...request, most }, context)
	);
	const { over, passes } = request;
	const { picture, backendLabel, fromFile } = opened;
	return { fields, over, passes, picture, backendLabel, fromFile };
}

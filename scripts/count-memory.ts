import { batchSize, type Design, type Network } from '../src/lib/arch/design.ts';
import { livenessOf } from '../src/lib/count/liveness.ts';
import { BYTES, PRECISIONS, weightBytes } from '../src/lib/count/memory.ts';
import { exact } from '../src/lib/kit/format.ts';
import { textTable } from './text-table.ts';

const perPrecision = (of: (precision: (typeof PRECISIONS)[number]) => number) =>
	Object.fromEntries(PRECISIONS.map((precision) => [precision, of(precision)]));

/** Bytes of the weights and of the activations alive at the peak of a forward pass, for JSON. */
export function memoryMetrics(design: Design, { net, layers }: Network, withLayers: boolean) {
	const batch = batchSize(design);
	const { moments, peak, at } = livenessOf(net, layers);
	return {
		batch,
		weight_bytes: perPrecision((precision) => weightBytes(layers, precision)),
		peak_activation_elements: batch * peak,
		peak_activation_bytes: perPrecision((precision) => batch * peak * BYTES[precision]),
		peak_layer: moments[at]?.layer.path ?? null,
		...(withLayers
			? {
					timeline: moments.map(({ layer, live }) => ({
						path: layer.path,
						live_elements: batch * live
					}))
				}
			: {})
	};
}

export function printMemory(design: Design, network: Network, withLayers: boolean): void {
	const metrics = memoryMetrics(design, network, withLayers);
	const rows = [
		['weights', ...PRECISIONS.map((precision) => exact(metrics.weight_bytes[precision] ?? 0))],
		[
			'activations at the peak',
			...PRECISIONS.map((precision) => exact(metrics.peak_activation_bytes[precision] ?? 0))
		]
	];
	console.log(textTable(['bytes', ...PRECISIONS], rows));
	const images = metrics.batch === 1 ? 'one image' : `${metrics.batch} images`;
	console.log(`\n${images}; the most is alive at ${metrics.peak_layer}`);
	if (!metrics.timeline) return;
	const timeline = metrics.timeline.map(({ path, live_elements }) => [path, exact(live_elements)]);
	console.log(`\n${textTable(['layer', 'elements alive'], timeline)}`);
}

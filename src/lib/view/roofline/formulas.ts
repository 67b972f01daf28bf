import { sameShape } from '../../arch/net.ts';
import { elements, labelOf } from '../../arch/ops.ts';
import type { Device } from '../../count/devices.ts';
import { BYTES } from '../../count/memory.ts';
import { peakOf, type Placed } from '../../count/roofline.ts';
import type { Running } from '../../count/traffic.ts';
import { workOf } from '../../count/work.ts';
import { bytes, exact, shapeText, si } from '../../kit/format.ts';
import { byteRate, duration, intensityText, operationRate } from './units.ts';

/** One metric: how it comes about, and what it is. */
export type Derived = Readonly<{ name: string; formula: string; value: string; wins?: boolean }>;

/** What a layer moves, as a sum with the numbers in it. */
function movedFormula({ layer, bytes: moved }: Placed, { batch, precision }: Running): string {
	if (moved === 0) return 'none: the map stays where it is';
	const weights = layer.weights.reduce((all, { shape }) => all + elements(shape), 0);
	const { in: x, others } = layer;
	const alike = others.every((other) => sameShape(x, other));
	const times = alike && others.length > 0 ? `${others.length + 1} × ` : '';
	const further = alike ? [] : others.map((other) => ` + in ${shapeText(other)}`);
	const maps = `in ${times}${shapeText(x)}${further.join('')} + out ${shapeText(layer.out)}`;
	const images = batch === 1 ? '' : ` × ${batch} images`;
	const each = `${BYTES[precision]} B`;
	if (weights === 0) return `(${maps})${images} × ${each}`;
	return `(${images ? `(${maps})${images}` : maps} + weights ${exact(weights)}) × ${each}`;
}

/** How a layer's bound comes about, line by line. */
export function derivation(
	placed: Placed,
	device: Device,
	running: Running
): Readonly<{ path: string; what: string; lines: readonly Derived[] }> {
	const { layer, operations, intensity, seconds, bound } = placed;
	const peak = peakOf(device, running.precision);
	const { formula } = workOf(layer);
	const macs = layer.macs > 0 ? `; MACs ${exact(layer.macs)}` : '';
	const images = running.batch === 1 || operations === 0 ? '' : `, × ${running.batch} images`;
	return {
		path: layer.path,
		what: labelOf(layer.op, layer.in),
		lines: [
			{ name: 'operations', formula: `${formula}${images}${macs}`, value: `${si(operations)}FLOP` },
			{ name: 'bytes moved', formula: movedFormula(placed, running), value: bytes(placed.bytes) },
			{ name: 'intensity', formula: 'operations ÷ bytes', value: intensityText(intensity) },
			{
				name: 'arithmetic',
				formula: `operations ÷ ${operationRate(peak)}`,
				value: duration(operations / peak),
				wins: seconds > 0 && bound === 'compute'
			},
			{
				name: 'memory',
				formula: `bytes ÷ ${byteRate(device.bandwidth)}`,
				value: duration(placed.bytes / device.bandwidth),
				wins: seconds > 0 && bound === 'memory'
			}
		]
	};
}

import type { Layer } from '../arch/infer.ts';
import type { Device } from './devices.ts';
import type { Precision } from './memory.ts';
import { trafficOf, type Running, type Traffic } from './traffic.ts';

/** What holds a layer up: arithmetic, or moving bytes. */
export type Bound = 'compute' | 'memory';

/** A layer under a device's roof (Williams, Waterman, Patterson, 2009). */
export type Placed = Traffic &
	Readonly<{
		layer: Layer;
		/** The least time it can take, s: the longer of computing and moving. */
		seconds: number;
		/** Operations a second in that time. */
		attainable: number;
		bound: Bound;
	}>;

/** Operations a second at best. Integers are taken to run as fast as fp16: few makers state a rate for them. */
export const peakOf = ({ flops }: Pick<Device, 'flops'>, precision: Precision): number =>
	precision === 'fp32' ? flops.fp32 : flops.fp16;

/** The intensity above which arithmetic is the limit, operations for each byte. */
export const ridgeOf = (
	device: Pick<Device, 'flops' | 'bandwidth'>,
	precision: Precision
): number => peakOf(device, precision) / device.bandwidth;

/**
 * Every layer under a device's roof. The sum of the times is a bound that no run without fusion can
 * beat; real runs stay above it.
 *
 * @param device one of the table, or the same peaks as measured
 */
export function rooflineOf(
	layers: readonly Layer[],
	device: Pick<Device, 'flops' | 'bandwidth'>,
	running: Running
): readonly Placed[] {
	const peak = peakOf(device, running.precision);
	return layers.map((layer) => {
		const traffic = trafficOf(layer, running);
		const [computing, moving] = [traffic.operations / peak, traffic.bytes / device.bandwidth];
		const seconds = Math.max(computing, moving);
		return {
			...traffic,
			layer,
			seconds,
			attainable: seconds > 0 ? traffic.operations / seconds : 0,
			bound: computing > moving ? 'compute' : 'memory'
		};
	});
}

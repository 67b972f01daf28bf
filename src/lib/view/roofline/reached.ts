import type { Device } from '../../count/devices.ts';
import type { Precision } from '../../count/memory.ts';
import { timedCalls, type TimedCall } from '../../benchmark/report/achieved.ts';
import type { Layer } from '../../arch/infer.ts';
import type { RunReport } from '../../benchmark/report/report.ts';
import { isOf } from '../../benchmark/peaks/device.ts';
import { milliseconds } from '../../kit/format.ts';
import { byteRate, operationRate } from './units.ts';

/** The calls of a run that belong under a roof: of the same backend, in what they were computed, which is float32 whatever was kept as what. */
export function callsUnder(
	device: Device,
	precision: Precision,
	report: RunReport | null,
	layers: readonly Layer[]
): readonly TimedCall[] {
	if (!report || precision !== 'fp32' || !isOf(device, report.backendLabel)) return [];
	return timedCalls(report, layers).filter(
		({ flops, bytes, ms }) => flops > 0 && bytes > 0 && ms > 0
	);
}

/** What the call that computes a layer reached in a run here; `null` where none is known. */
export function reachedText(calls: readonly TimedCall[], path: string | undefined): string | null {
	const call = calls.find(({ layers }) => layers.some((layer) => layer.path === path));
	if (!call) return null;
	if (call.ms === 0) return 'too short to be timed';
	const seconds = call.ms / 1000;
	const rates = `${milliseconds(call.ms)}: ${operationRate(call.flops / seconds)}, ${byteRate(call.bytes / seconds)}`;
	const others = call.layers.filter((layer) => layer.path !== path).map((layer) => layer.path);
	return others.length === 0 ? rates : `${rates}, in one call with ${others.join(', ')}`;
}

import type { Device } from '../../count/devices.ts';
import type { Peaks } from './peaks.ts';

/** Whether a device's rates were measured here. */
export const isMeasured = ({ id }: Pick<Device, 'id'>): boolean => id.startsWith(MEASURED);

const MEASURED = 'measured ';

/** The device that a backend's measured peaks make, for the roofline. */
export const measuredDevice = ({ backendLabel, arithmetic, memory, when }: Peaks): Device => ({
	id: MEASURED + backendLabel,
	label: `This device, measured (${backendLabel})`,
	// The live networks compute in float32, so nothing else was measured.
	flops: { fp32: arithmetic.perSecond, fp16: arithmetic.perSecond },
	bandwidth: memory.perSecond,
	source: `Measured here at ${new Date(when).toLocaleTimeString('en-GB')}, the best of a few tries. Arithmetic: ${arithmetic.by}. Memory, read and written: ${memory.by}. Only fp32 was measured; other precisions are taken to be no faster.`
});

/** Whether these peaks are of the backend and adapter that a run used. */
export const isOf = ({ id }: Pick<Device, 'id'>, backendLabel: string): boolean =>
	id === MEASURED + backendLabel;

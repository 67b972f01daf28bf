import type { InferOutput } from 'valibot';
import type { Net, Shape } from '../arch/net.ts';
import type { BackendName } from '../runtimes/backends.ts';
import type { Kernels } from '../runtimes/kernel-sets.ts';
import type { calibrationSchema } from './calibration-schema.ts';

/** A network whose time is to be predicted. */
export type Subject = Readonly<{
	net: Net;
	/** Shape of one image, `[height, width, channels]`. */
	input: Shape;
}>;

/** Measures what is needed to predict these networks. */
export type CalibrationRequest = Readonly<{
	subjects: readonly Subject[];
	/** `null` takes the best there is. */
	backend: BackendName | null;
	kernels: Kernels;
	/** What was found before; its classes are not measured again if it is of the same device. */
	known: Calibration | null;
	/** About the most time to measure for, ms; each kernel call is measured three times, whatever it takes. */
	budgetMs: number;
}>;

/** What a device takes for each class of kernel calls, as plain data: it can be kept and sent. */
export type Calibration = InferOutput<typeof calibrationSchema>;

/** Kernel calls that a calibration rests on. */
export const measurementsIn = ({ fits }: Calibration): number =>
	Object.values(fits).reduce((sum, { errors }) => sum + errors.length, 0);

/** Whether two calibrations are of the same device, backend and kernels, so that one can add to the other. */
export const sameDevice = (
	a: Pick<Calibration, 'backendLabel' | 'kernels' | 'adapter'>,
	b: Pick<Calibration, 'backendLabel' | 'kernels' | 'adapter'>
): boolean =>
	a.backendLabel === b.backendLabel &&
	a.kernels === b.kernels &&
	a.adapter?.description === b.adapter?.description;

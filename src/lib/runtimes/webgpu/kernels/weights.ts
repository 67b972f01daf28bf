import type { Tensor } from '@tensorflow/tfjs-core';
import type { RunPrecision } from '../../../count/run-precision.ts';
import { vector } from '../../tfjs/kernels/own-kernel.ts';
import { halves } from '../stored.ts';

/** A filter or a table on the device, as a precision keeps it. */
export const table = (values: Float32Array, precision: RunPrecision): Tensor =>
	precision === 'f16' ? halves(values) : vector(values);

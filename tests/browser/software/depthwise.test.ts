import fc from 'fast-check';
import { texels } from '../../../src/lib/runtimes/webgpu/software/weight-textures.ts';
import { testDepthwise } from '../depthwise-kernels.ts';

// What a thread computes is spelled out for all its outputs: larger kernels and strides take minutes to
// compile. Kernels of 7 × 7 run in small networks (`runtime-tfjs.test.ts`).
const small = fc.constantFrom(1, 3, 5);

testDepthwise('4 rows of 7 outputs', { down: 4, across: 7 }, 1, small, texels);
testDepthwise('2 rows of 3 outputs', { down: 2, across: 3 }, 2, small, texels);

import { texels } from '../../../src/lib/runtimes/webgpu/software/weight-textures.ts';
import { testDepthwise } from '../depthwise-kernels.ts';

// With strides it would take long to compile; the app has no such kernel.
testDepthwise('4 rows of 7 outputs', { down: 4, across: 7 }, 1, texels);
testDepthwise('2 rows of 3 outputs', { down: 2, across: 3 }, 3, texels);

import fc from 'fast-check';
import { texels } from '../../../src/lib/runtimes/webgpu/software/weight-textures.ts';
import { testDepthwise } from '../depthwise-kernels.ts';

// What a thread computes is spelled out for all its outputs: larger kernels and strides take minutes to
// compile, so that ConvNeXt's is tried once.
const small = fc.constantFrom(1, 3, 5);
const convnext = {
	...{ batch: 2, height: 9, width: 15, channels: 2 },
	...{ kernel: [7, 7] as const, stride: 1, dilation: 1 }
};

testDepthwise('4 rows of 7 outputs', { down: 4, across: 7 }, 1, small, texels, [convnext]);
testDepthwise('2 rows of 3 outputs', { down: 2, across: 3 }, 2, small, texels);

import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallDesigns } from '../small-networks.ts';
import { testRuntime } from '../browser/runtime-contract.ts';

testRuntime('tfjs on WebGPU in Node', runtimes.webgpu, 1e-4, Object.keys(smallDesigns));

import { env } from '@tensorflow/tfjs-core';
import { expectAdapter, provideGpu } from '../../scripts/gpu/node-gpu.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

await provideGpu();
await expectAdapter();

import { memory } from '@tensorflow/tfjs-core';
import { serve } from '../../src/lib/benchmark/worker/serve.ts';

/** The live worker, which also tells what is on its device. */
serve(self);

self.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => {
	if (data.type !== 'tell') return;
	const { numTensors, numBytes } = memory();
	self.postMessage({ type: 'told', tensors: numTensors, bytes: numBytes });
});

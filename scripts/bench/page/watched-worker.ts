import { serve } from '../../../src/lib/benchmark/worker/serve.ts';
import { WITHOUT_RELAXED_SIMD } from '../measurement.ts';
import { refuseRelaxedSimd } from './relaxed-simd.ts';
import { watch } from './watch.ts';

if (self.name === WITHOUT_RELAXED_SIMD) refuseRelaxedSimd();

/** The app's own worker, which also tells what it uses when it is asked. */
const usage = watch();

self.addEventListener('message', ({ data }: MessageEvent<Readonly<{ type: string }>>) => {
	if (data.type === 'usage') self.postMessage({ type: 'usage', usage: usage() });
});
serve(self);

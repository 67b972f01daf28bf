import { CONTROL_WORDS, serve, type RunJob } from './jobs.ts';
import type { ThreadStart } from './thread-start.ts';

/** A thread of the pool: computes jobs from its first message on. */
addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
	const { module, memory, control, thread } = data;
	const { exports } = new WebAssembly.Instance(module, { env: { memory } });
	const words = new Int32Array(memory.buffer, control, CONTROL_WORDS);
	postMessage('ready');
	serve(words, exports.run as RunJob, thread);
});

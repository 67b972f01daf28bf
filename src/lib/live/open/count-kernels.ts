import { engine } from '@tensorflow/tfjs-core';

/** Kernels that only look at the same memory in another way. */
const VIEWS: ReadonlySet<string> = new Set(['Reshape', 'Identity']);

/** Counts the kernels that tfjs runs from now on; the function it gives ends that and tells how many. */
export function countKernels(): () => number {
	const tfjs = engine();
	const run = tfjs.runKernel.bind(tfjs);
	let count = 0;
	tfjs.runKernel = (name, ...rest) => {
		if (!VIEWS.has(name)) count += 1;
		return run(name, ...rest);
	};
	return () => {
		tfjs.runKernel = run;
		return count;
	};
}

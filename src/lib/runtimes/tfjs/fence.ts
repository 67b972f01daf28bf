import { reshape, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { BackendName } from '../backends.ts';

/** Waits until a tensor has been computed: reads one element back where kernels run on their own. */
export async function fence(y: Tensor, backend: BackendName): Promise<void> {
	if (backend === 'cpu' || backend === 'wasm') return;
	const element = tidy(() => slice(reshape(y, [-1]), [0], [1]));
	await element.data();
	element.dispose();
}

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { AttentionVariant } from './kernels/attention-variant.ts';
import type { Product, ProductVariants } from './kernels/product-variant.ts';
import type { Attending } from './wgsl/attention.ts';
import type { VectorWidth } from './wgsl/program.ts';

/** Puts values into a texture, where shaders read them as texels. Those beyond `size` are padding. */
export type ToTexture = (values: Float32Array<ArrayBuffer>, size?: number) => Tensor;

/** Kernel variants for a kind of device, apart from those that run everywhere. */
export type Contribution = Readonly<{
	/** Called with every device as it is opened. */
	opened(backend: WebGPUBackend): void;
	/** For weights of so many floats; `null` where a buffer serves them better. */
	texture(vectorWidth: VectorWidth, size: number): ToTexture | null;
	/**
	 * For a product on this device, those to try first; none where they would not pay.
	 *
	 * @param texels whether its weights are in a texture
	 */
	product(product: Product, texels: boolean): Promise<ProductVariants>;
	/** For attention on this device, those to try first. */
	attention(attending: Attending, positions: number): Promise<readonly AttentionVariant[]>;
}>;

/** A line for each folder of them. Without the line and the folder, all others work as they do. */
const FOLDERS: readonly (() => Promise<Readonly<{ contribution: Contribution }>>)[] = [
	() => import('./software/contribution.ts')
];

let loaded: Promise<readonly Contribution[]> | undefined;

export const contributions = (): Promise<readonly Contribution[]> =>
	(loaded ??= Promise.all(FOLDERS.map(async (load) => (await load()).contribution)));

/** What puts weights of so many floats into a texture; `null` where they belong in a buffer. */
export async function textureFor(
	vectorWidth: VectorWidth,
	size: number
): Promise<ToTexture | null> {
	for (const { texture } of await contributions()) {
		const put = texture(vectorWidth, size);
		if (put) return put;
	}
	return null;
}

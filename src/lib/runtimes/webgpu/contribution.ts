import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { AttentionVariant } from './kernels/attention-variant.ts';
import type { Product, ProductVariants } from './kernels/product-variant.ts';
import type { Attending } from './wgsl/attention.ts';
import type { VectorWidth } from './wgsl/vector-width.ts';

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
	 * @param rows of all images
	 * @param texels whether its weights are in a texture
	 */
	product(product: Product, rows: number, texels: boolean): Promise<ProductVariants>;
	/** For attention on this device, those to try first. */
	attention(attending: Attending, positions: number): Promise<readonly AttentionVariant[]>;
}>;

import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { currentBackend } from '../current-backend.ts';
import { TEXELS_ACROSS as ACROSS } from '../wgsl/texels.ts';

/**
 * Values in textures. A processor that plays a GPU in software reads a buffer one float at a time,
 * with a check for each, and a texture four floats at once.
 */

const FORMAT = 'rgba32float';
const VECTOR_WIDTHS = 4;
const BYTES = 16;

/** Whether so many floats fit into a texture of this device. */
export const fitTexels = (size: number): boolean =>
	size / VECTOR_WIDTHS <= ACROSS * currentBackend().device.limits.maxTextureDimension2D;

/**
 * A tensor that only shaders which mark it as texels can read.
 *
 * @param values a multiple of four; those beyond `size` pad it and are not counted as its elements
 */
export function texels(values: Float32Array<ArrayBuffer>, size = values.length): Tensor {
	const backend = currentBackend();
	const { device } = backend;
	const count = values.length / VECTOR_WIDTHS;
	const rows = Math.ceil(count / ACROSS);
	const texture = device.createTexture({
		size: [Math.min(count, ACROSS), rows],
		format: FORMAT,
		usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST
	});
	const write = (row: number, width: number, height: number): void =>
		device.queue.writeTexture(
			{ texture, origin: [0, row] },
			values,
			{ offset: row * ACROSS * BYTES, bytesPerRow: ACROSS * BYTES },
			[width, height]
		);
	const [whole, rest] = [Math.trunc(count / ACROSS), count % ACROSS];
	if (whole > 0) write(0, ACROSS, whole);
	if (rest > 0) write(whole, rest, 1);
	const info = backend.makeTensorInfo([size], 'float32');
	backend.tensorMap.get(info.dataId).resource = texture;
	return engine().makeTensorFromTensorInfo(info);
}

/** tfjs keeps textures of one format for later ones; those of ours are given back to the device. */
export function releaseTexels({ textureManager }: WebGPUBackend): void {
	const release = textureManager.releaseTexture.bind(textureManager);
	textureManager.releaseTexture = (texture) =>
		texture.format === FORMAT ? texture.destroy() : release(texture);
}

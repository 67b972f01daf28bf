import { engine } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { texels } from '../../../src/lib/runtimes/webgpu/software/weight-textures.ts';
import { launch, type ShaderSource } from '../../../src/lib/runtimes/webgpu/wgsl/program.ts';
import { uniform } from '../../../src/lib/checkpoint/deterministic.ts';
import { on } from '../networks.ts';

const copied: ShaderSource = {
	key: 'copied',
	group: 64,
	reads: [{ name: 'x', vectorWidth: 4, texels: true }],
	vectorWidth: 4,
	sizes: ['count'],
	code: 'fn main(index : i32) { if (index < uniforms.count) { result[index] = xAt(index); } }'
};

for (const count of [1, 4095, 4096, 4097, 3 * 4096 + 5])
	test(`a texture of ${count} texels holds its values in order, and goes with its tensor`, async () => {
		await on('webgpu', async () => {
			const { numTensors } = engine().state;
			const { destroy } = GPUTexture.prototype;
			let destroyed = 0;
			GPUTexture.prototype.destroy = function () {
				destroyed += 1;
				return destroy.call(this);
			};
			const values = Float32Array.from({ length: 4 * count }, (_, i) => uniform('values', i));
			const x = texels(values, values.length - 1);
			expect(x.shape).toEqual([values.length - 1]);
			const sizes = { count };
			const y = launch({ source: copied, reads: [x], sizes, threads: count, out: [4 * count] });
			expect(await y.data()).toEqual(values);
			x.dispose();
			y.dispose();
			GPUTexture.prototype.destroy = destroy;
			expect(destroyed).toBe(1);
			expect(engine().state.numTensors).toBe(numTensors);
		});
	});

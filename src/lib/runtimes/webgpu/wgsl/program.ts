import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { elements } from '../../../arch/ops.ts';
import type { Shape } from '../../../arch/net.ts';
import { currentBackend } from '../current-backend.ts';
import { enabling, type Extension } from './annotations.ts';
import { texelsCode } from './texels.ts';
import { likeOthers } from '../remembered.ts';
import type { VectorWidth } from './vector-width.ts';
import { withStored, type Storage, type StoredBuffer } from './stored.ts';
import { asTensor, storageOf, storedResult } from '../stored.ts';

/** A buffer, or a texture of `vec4` whose i-th texel is `nameAt(i)`. */
export type ShaderInput = Readonly<{ name: string; vectorWidth: VectorWidth; texels?: boolean }>;

/** A shader, apart from the sizes it is run on. */
export type ShaderSource = Readonly<{
	/** Tells sources apart: has every constant that is baked into the code. */
	key: string;
	/** Threads of a workgroup. */
	group: number;
	/** What it uses beyond the core of WGSL: it runs only where the device has that. */
	enables?: Extension;
	/** What it reads, in order of the tensors it is launched with. */
	reads: readonly ShaderInput[];
	/** Of the buffer `result`. */
	vectorWidth: VectorWidth;
	/** Names of its `uniforms`, all `i32`. It must use one. */
	sizes: readonly string[];
	/** WGSL with `fn main(index: i32)`, which runs once for each thread. */
	code: string;
}>;

export type Launch = Readonly<{
	source: ShaderSource;
	/** Tensors for `source.reads`. */
	reads: readonly Tensor[];
	/** Values for `source.sizes`. */
	sizes: Readonly<Record<string, number>>;
	threads: number;
	/** Shape of the result, the batch first. */
	out: Shape;
	/** What the result is to lie as: without it what its first input lies as. */
	result?: 'f32' | 'f16';
}>;

/**
 * tfjs writes a part of the shader for the ranks of its tensors, and another one where shapes are
 * equal. As rows of single elements they are alike for every layer, so pipelines are shared.
 */
const asRow = ({ dataId, dtype, size }: Tensor): TensorInfo => ({
	dataId,
	dtype,
	shape: [size, 1]
});

function userCode({ enables, reads, code }: ShaderSource, stored: readonly StoredBuffer[]): string {
	const extensions = [
		...(enables ? [enables] : []),
		...(stored.some(({ storage }) => storage === 'f16') ? ['f16' as const] : [])
	];
	return [
		...extensions.map(enabling),
		...reads.filter(({ texels }) => texels).map(({ name }) => texelsCode(name)),
		withStored(code, stored)
	].join('\n');
}

/** Which of a shader's buffers lie as something other than float32. */
function storedBuffers(
	{ reads, vectorWidth }: ShaderSource,
	tensors: readonly Tensor[],
	result: Storage | null
): readonly StoredBuffer[] {
	const inputs = reads.flatMap((read, i) => {
		const storage = tensors[i] ? storageOf(tensors[i]) : null;
		return storage ? [{ name: read.name, vectorWidth: read.vectorWidth, storage }] : [];
	});
	return result ? [...inputs, { name: 'result', vectorWidth, storage: result }] : inputs;
}

/** What a result lies as. */
function resultStorage({ reads: [first], result }: Launch): 'f16' | null {
	if (result) return result === 'f16' ? 'f16' : null;
	return first && storageOf(first) === 'f16' ? 'f16' : null;
}

/** Runs a shader; its inputs stay. */
export function launch(of: Launch): Tensor {
	const { source, reads, sizes, threads, out } = of;
	const result = resultStorage(of);
	const stored = storedBuffers(source, reads, result);
	// tfjs writes into the object, so each run has its own.
	const program: WebGPUProgram = {
		outputShape: [elements(out)],
		outputComponent: source.vectorWidth,
		variableNames: source.reads.map(({ name }) => name),
		variableComponents: source.reads.map(({ vectorWidth }) => vectorWidth),
		uniforms: source.sizes.map((name) => `${name} : i32, `).join(''),
		workgroupSize: [source.group, 1, 1],
		dispatchLayout: { x: [0] },
		dispatch: [Math.ceil(threads / source.group), 1, 1],
		shaderKey: [source.key, ...stored.map(({ name, storage }) => `${name}:${storage}`)].join(' '),
		getUserCode: () => userCode(source, stored)
	};
	const uniforms = source.sizes.map((name) => ({ type: 'int32', data: [sizes[name] ?? 0] }));
	const backend = currentBackend();
	const info = likeOthers(backend, () =>
		backend.runWebGPUProgram(
			program,
			reads.map(asRow),
			'float32',
			uniforms,
			...(result ? [storedResult(elements(out), result)] : [])
		)
	);
	return asTensor(info, out);
}

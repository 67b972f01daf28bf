import type { PeakTrial } from '../peak-trial.ts';

const THREADS = 2 ** 18;
/** Rounds of the loop, each with so many steps written out. */
const ROUNDS = 8;
const STEPS = 4;

/** Sums of products in registers: `chains` of `vec4` each that do not wait for one another. */
const arithmeticCode = (chains: number, product: string): string => {
	const names = Array.from({ length: chains }, (_, i) => `s${i}`);
	const step = names.map((name) => `${name} = ${product.replaceAll('s', name)};`).join(' ');
	return `
		@group(0) @binding(0) var<storage, read_write> result: array<f32>;
		@compute @workgroup_size(64)
		fn main(@builtin(global_invocation_id) id: vec3u) {
			let a = vec4f(0.999 - f32(id.x) * 1e-9);
			let b = vec4f(f32(id.x) * 1e-6);
			${names.map((name, i) => `var ${name} = vec4f(${i + 1}.0);`).join('\n')}
			for (var i = 0u; i < ${ROUNDS}u; i++) {
				${Array.from({ length: STEPS }, () => step).join('\n')}
			}
			let sum = ${names.join(' + ')};
			result[id.x] = sum.x + sum.y + sum.z + sum.w;
		}`;
};

/** So many vectors a thread, a workgroup's reads side by side. */
const copyCode = (each: number): string => `
	@group(0) @binding(0) var<storage, read_write> copied: array<vec4f>;
	@group(0) @binding(1) var<storage, read> source: array<vec4f>;
	@compute @workgroup_size(64)
	fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) own: u32) {
		let first = group.x * ${64 * each}u + own;
		for (var i = 0u; i < ${each}u; i++) {
			copied[first + i * 64u] = source[first + i * 64u];
		}
	}`;

const VECTOR_WIDTHS = 4;
const FLOPS_A_STEP = 2 * VECTOR_WIDTHS;
const MOST_BYTES = 2 ** 27;
const MOST_GROUPS = 65_535;
const VECTOR_BYTES = 16;

/** A launch of one shader as often as asked, in one submission. */
async function launcher(
	device: GPUDevice,
	code: string,
	buffers: readonly GPUBuffer[],
	groups: number
): Promise<PeakTrial['launch']> {
	const pipeline = await device.createComputePipelineAsync({
		layout: 'auto',
		compute: { module: device.createShaderModule({ code }) }
	});
	const bindGroup = device.createBindGroup({
		layout: pipeline.getBindGroupLayout(0),
		entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } }))
	});
	return async (times) => {
		const encoder = device.createCommandEncoder();
		const pass = encoder.beginComputePass();
		pass.setPipeline(pipeline);
		pass.setBindGroup(0, bindGroup);
		for (let i = 0; i < times; i++) pass.dispatchWorkgroups(groups);
		pass.end();
		device.queue.submit([encoder.finish()]);
		await device.queue.onSubmittedWorkDone();
	};
}

/** Programs that multiply and add, and that copy, on a device of WebGPU; `free` gives its memory back. */
export async function webGpuTrials(device: GPUDevice) {
	const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
	const sums = device.createBuffer({ size: 4 * THREADS, usage: STORAGE });
	const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
	const allowed = Math.min(MOST_BYTES, maxBufferSize, maxStorageBufferBindingSize);
	const size = allowed - (allowed % 2 ** 16);
	const source = device.createBuffer({ size, usage: STORAGE | COPY_SRC });
	const target = device.createBuffer({ size, usage: STORAGE | COPY_DST });

	const arithmetic: PeakTrial[] = [];
	for (const chains of [4, 8, 16])
		for (const product of ['fma(s, a, b)', 's * a + b'])
			arithmetic.push({
				name: `WGSL ${product} in registers, ${chains} chains of vec4<f32>`,
				amount: THREADS * ROUNDS * STEPS * chains * FLOPS_A_STEP,
				launch: await launcher(device, arithmeticCode(chains, product), [sums], THREADS / 64)
			});
	const megabytes = `${Math.round(size / 2 ** 20)} MiB`;
	const memory: PeakTrial[] = [];
	for (const each of [1, 4, 16]) {
		const groups = size / VECTOR_BYTES / 64 / each;
		if (groups > MOST_GROUPS) continue;
		memory.push({
			name: `WGSL copy of ${megabytes}, ${each} × vec4<f32> a thread`,
			amount: 2 * size,
			launch: await launcher(device, copyCode(each), [target, source], groups)
		});
	}
	memory.push({
		name: `copyBufferToBuffer of ${megabytes}`,
		amount: 2 * size,
		async launch(times) {
			const encoder = device.createCommandEncoder();
			for (let i = 0; i < times; i++) encoder.copyBufferToBuffer(source, 0, target, 0, size);
			device.queue.submit([encoder.finish()]);
			await device.queue.onSubmittedWorkDone();
		}
	});
	return {
		arithmetic,
		memory,
		free: () => [sums, source, target].forEach((buffer) => buffer.destroy())
	};
}

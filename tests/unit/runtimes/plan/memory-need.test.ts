import { expect, test } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';
import { chain, residual, type Net } from '../../../../src/lib/arch/net.ts';
import { peakActivationElements } from '../../../../src/lib/count/memory.ts';
import type { Backend } from '../../../../src/lib/runtimes/backends.ts';
import { LiveError } from '../../../../src/lib/errors/failure.ts';
import {
	largestBatch,
	needOf,
	askIfLarge,
	refuseTooLarge,
	totalBytes
} from '../../../../src/lib/runtimes/plan/memory-need.ts';
import { planOf } from '../../../../src/lib/runtimes/plan/plan.ts';

const relu: Net = { kind: 'relu' };
const linear = (out: number): Net => ({ kind: 'linear', out, bias: true });

function backend(limits: Backend['limits']): Backend {
	return { name: 'webgpu', missing: null, adapter: null, limits };
}

function networkOf(name: string) {
	const design = presetDesign(name);
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error(`${name} cannot be computed`);
	return examined.network;
}

test('a plan names what every step takes and what can be freed after it', () => {
	const block = residual(chain([['fc', linear(4)]]), null);
	const steps = planOf(
		chain([
			['a', relu],
			['b', block],
			['c', relu]
		]),
		[4]
	);
	expect(steps.map(({ layer }) => layer.path)).toEqual(['a', 'b.fc', 'b.add', 'c']);
	expect(steps.map(({ inputs }) => inputs)).toEqual([[-1], [0], [1, 0], [2]]);
	expect(steps.map(({ frees }) => frees)).toEqual([[], [], [1, 0], [2]]);
});

test('an empty branch adds a value to itself and frees it once', () => {
	const steps = planOf(
		chain([
			['a', relu],
			['b', residual(chain([]), null)]
		]),
		[4]
	);
	expect(steps.map(({ inputs, frees }) => [inputs, frees])).toEqual([
		[[-1], []],
		[[0, 0], [0]]
	]);
});

test('where kernels hold nothing more, the estimate is the analytic peak', () => {
	const { net, input } = networkOf('resnet18');
	const { perImage } = needOf(planOf(net, input), 'webgpu', 'stock');
	const analytic = 4 * peakActivationElements(net, input);
	// The input image stays for the next pass; the analytic peak lets go of it.
	expect(perImage).toBeLessThanOrEqual(analytic + 4 * 224 * 224 * 3);
	expect(perImage).toBeGreaterThan(0.95 * analytic);
});

test('weights count once and maps once for each image', () => {
	const { net, input } = networkOf('convnext_tiny');
	const need = needOf(planOf(net, input), 'webgpu', 'stock');
	expect(need.weights).toBe(4 * 28_589_128);
	expect(totalBytes(need, 3) - totalBytes(need, 2)).toBe(need.perImage);
	expect(need.largestPath).toBe('stages.0.blocks.0.mlp.fc1');
	expect(need.largestPerImage).toBe(4 * 56 * 56 * 384);
});

test('a grouped convolution that widens its maps needs room for them', () => {
	const { net, input } = networkOf('resnext50_32x4d');
	const steps = planOf(net, input);
	expect(needOf(steps, 'wasm', 'stock').perImage).toBeGreaterThan(
		needOf(planOf(networkOf('resnet50').net, input), 'wasm', 'stock').perImage
	);
	expect(needOf(steps, 'wasm', 'stock').weights).toBe(needOf(steps, 'webgpu', 'stock').weights);
});

test('what does not fit is refused with the batch that would', () => {
	const { net, input } = networkOf('convnext_tiny');
	const need = needOf(planOf(net, input), 'webgpu', 'stock');
	const small = backend({ tensorBytes: 10 * need.largestPerImage, totalBytes: null });
	expect(largestBatch(need, small.limits)).toBe(10);
	expect(() => refuseTooLarge(need, small, 10)).not.toThrow();
	try {
		refuseTooLarge(need, small, 11);
		expect.unreachable();
	} catch (error) {
		if (!(error instanceof LiveError)) throw error;
		expect(error.failure).toEqual({
			code: 'too-large',
			message:
				'The output of stages.0.blocks.0.mlp.fc1 takes 53.0 MB; WebGPU allows 48.2 MB for one tensor here.',
			advice: 'A batch of up to 10 fits.'
		});
	}
});

test('a limit on the whole counts weights and everything alive', () => {
	const { net, input } = networkOf('convnext_tiny');
	const need = needOf(planOf(net, input), 'wasm', 'stock');
	const limits = { tensorBytes: null, totalBytes: totalBytes(need, 4) };
	expect(largestBatch(need, limits)).toBe(4);
	expect(() => refuseTooLarge(need, backend(limits), 5)).toThrow(/The run needs about/);
	const less = { tensorBytes: null, totalBytes: need.weights };
	expect(largestBatch(need, less)).toBe(0);
	expect(() => refuseTooLarge(need, backend(less), 1)).toThrow(/The run needs about/);
});

test('a network whose weights alone are too large fits at no batch', () => {
	const { net, input } = networkOf('convnext_tiny');
	const need = needOf(planOf(net, input), 'webgpu', 'stock');
	const tiny = backend({ tensorBytes: need.largestWeight - 1, totalBytes: null });
	expect(largestBatch(need, tiny.limits)).toBe(0);
	expect(() => refuseTooLarge(need, tiny, 1)).toThrow(/One weight tensor takes/);
});

test('a backend without known limits refuses nothing', () => {
	const { net, input } = networkOf('convnext_xlarge');
	const need = needOf(planOf(net, input), 'cpu', 'stock');
	expect(largestBatch(need, { tensorBytes: null, totalBytes: null })).toBe(Infinity);
});

test('what may fit, and takes over a gigabyte, is asked for first', () => {
	expect(() => askIfLarge(1e9)).not.toThrow();
	try {
		askIfLarge(1_430_000_000);
		expect.unreachable();
	} catch (error) {
		if (!(error instanceof LiveError)) throw error;
		expect(error.failure).toMatchObject({
			code: 'large',
			message: 'The run needs about 1.43 GB of memory.'
		});
	}
});

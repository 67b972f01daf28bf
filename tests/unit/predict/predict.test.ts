import { expect, test } from 'vitest';
import { examine, presetDesign, type Network } from '../../../src/lib/arch/design.ts';
import { BACKENDS, type BackendName } from '../../../src/lib/runtimes/backends.ts';
import type { Kernels } from '../../../src/lib/runtimes/kernel-sets.ts';
import { elements } from '../../../src/lib/arch/ops.ts';
import type { Step } from '../../../src/lib/runtimes/plan/plan.ts';
import { planFor } from '../../../src/lib/runtimes/plan/plan-for.ts';
import { CHECKED_PRESETS } from '../../../src/lib/view/predict/presets.ts';
import { sameDevice, type Calibration } from '../../../src/lib/predict/calibration.ts';
import { classOf } from '../../../src/lib/predict/classes.ts';
import { predictNet } from '../../../src/lib/predict/predict-net.ts';
import { missingIn, predict } from '../../../src/lib/predict/predict.ts';
import { samplesOf } from '../../../src/lib/predict/samples.ts';
import { errorOf, isWithin, spreadOfErrors } from '../../../src/lib/predict/verdict.ts';
import { presetsByStructure } from '../../presets.ts';

function networkOf(name: string): Network {
	const design = presetDesign(name);
	const examined = design && examine(design);
	if (!examined?.ok) throw new Error(`there is no network ${name}`);
	return examined.network;
}

const LARGEST = { macs: 1e8, elements: 4e6 };

/** A calibration that knows all of a network's kernel calls, with made-up costs. */
function calibrationFor(
	networks: readonly Network[],
	backend: BackendName = 'webgpu',
	kernels: Kernels = 'ours'
): Calibration {
	const where = { backend, kernels };
	const keys = networks.flatMap(({ net, input }) =>
		planFor(net, input, backend, kernels).flatMap((step) => classOf(step, where)?.key ?? [])
	);
	const fits = [...new Set(keys)].map((key, i) => [
		key,
		{
			coefficients: [
				['call', 0.01 + i / 1000],
				['macs', 0.05],
				['output', 0.7]
			],
			errors: [0.1, -0.05, 0.02]
		}
	]);
	return {
		...where,
		backendLabel: 'made up',
		adapter: null,
		fallback: null,
		fits: Object.fromEntries(fits) as Calibration['fits'],
		passMs: 2,
		noise: 1.1,
		spentMs: 1,
		when: '2026-01-01T00:00:00Z'
	};
}

test('a pass takes what its kernel calls and the rest take together', () => {
	const network = networkOf('convnext_tiny');
	const prediction = predict(calibrationFor([network]), network, 1);
	const sum = prediction?.steps.reduce((all, { ms }) => all + ms, 2) ?? 0;
	expect(prediction?.ms).toBeCloseTo(sum, 9);
	// Of three errors the largest, 0.1, counts; and the device was slowed down to 1.1 times its time.
	expect(prediction?.low).toBeCloseTo(sum - 0.1 * (sum - 2), 9);
	expect(prediction?.high).toBeCloseTo(1.1 * (sum + 0.1 * (sum - 2)), 9);
});

test('every layer of the network stands in exactly one of the calls', () => {
	const network = networkOf('swin_tiny_patch4_window7_224');
	const prediction = predict(calibrationFor([network]), network, 1);
	const paths = prediction?.steps.flatMap(({ path, within }) => [path, ...within]) ?? [];
	expect([...paths].sort()).toEqual(network.layers.map(({ path }) => path).sort());
});

test('the fast way over identical blocks gives the total of the long one, for a preset of every structure', () => {
	for (const name of presetsByStructure) {
		const network = networkOf(name);
		for (const backend of ['webgpu', 'wasm'] as const) {
			const calibration = calibrationFor([network], backend);
			const fast = predictNet(calibration, network.net, network.input, 2);
			const long = predict(calibration, network, 2)?.ms ?? NaN;
			expect(Math.abs((fast ?? 0) / long - 1), name).toBeLessThan(1e-9);
		}
	}
});

test('more images take more, in proportion but for what is there once', () => {
	const network = networkOf('resnet18');
	const calibration = calibrationFor([network]);
	const one = predict(calibration, network, 1)?.ms ?? 0;
	const four = predict(calibration, network, 4)?.ms ?? 0;
	expect(four).toBeGreaterThan(3 * one);
	expect(four).toBeLessThan(4 * one);
});

test('without a class there is no prediction, and the class is named', () => {
	const calibration = calibrationFor([networkOf('resnet18')]);
	const network = networkOf('convnext_atto');
	expect(predict(calibration, network, 1)).toBeNull();
	expect(predictNet(calibration, network.net, network.input, 1)).toBeNull();
	expect(missingIn(calibration, network)).toContain('depthwise 7 × 7');
	expect(missingIn(calibration, networkOf('resnet34'))).toEqual([]);
});

/** Each call once: blocks repeat theirs. */
function distinct(steps: readonly Step[]): readonly Step[] {
	const all = new Map<string, Step>();
	for (const step of steps) {
		const { layer, then, rolls, slices, inputs } = step;
		const ops = [layer, ...then].map((one) => [one.op, one.in, one.out, one.others]);
		all.set(JSON.stringify([ops, rolls, slices, inputs.length]), step);
	}
	return [...all.values()];
}

for (const backend of BACKENDS)
	for (const kernels of ['ours', 'stock'] as const)
		test(`calls that are measured on ${backend} with ${kernels} kernels are of the class they stand for, and no preset’s`, () => {
			const where = { backend, kernels };
			for (const name of [
				'convnextv2_atto',
				'resnext50_32x4d',
				'swin_tiny_patch4_window7_224',
				'vit_tiny_patch16_224',
				'seresnet50',
				'efficientnet_b0',
				'inception_next_atto',
				'poolformer_s12',
				'caformer_s18'
			]) {
				const { net, input } = networkOf(name);
				for (const step of distinct(planFor(net, input, backend, kernels))) {
					const found = classOf(step, where);
					if (!found) continue;
					const sampling = found.sampling();
					const samples = samplesOf(sampling, LARGEST);
					expect(samples.length, found.key).toBe(sampling.count);
					for (const sample of samples)
						expect(classOf(sample, where)?.key, found.key).toBe(found.key);
				}
			}
		});

test('calls are measured that are as small as the checked presets’, up to a few times', () => {
	const where = { backend: 'wasm', kernels: 'ours' } as const;
	const steps = CHECKED_PRESETS.flatMap((name) => {
		const { net, input } = networkOf(name);
		return planFor(net, input, where.backend, where.kernels);
	});
	const size = ({ layer }: Step): number => layer.macs + elements(layer.in) + elements(layer.out);
	const far = distinct(steps).flatMap((step) => {
		const found = classOf(step, where);
		if (!found) return [];
		const least = Math.min(...samplesOf(found.sampling(), LARGEST).map(size));
		return least > 4 * size(step) ? [`${found.key}: ${least} of ${size(step)}`] : [];
	});
	expect(far).toEqual([]);
});

test('calibrations of other kernels or another device do not add to each other', () => {
	const calibration = calibrationFor([]);
	expect(sameDevice(calibration, calibration)).toBe(true);
	expect(sameDevice(calibration, { ...calibration, kernels: 'stock' })).toBe(false);
	expect(sameDevice(calibration, { ...calibration, backendLabel: 'another' })).toBe(false);
});

test('errors are told by their median and their worst, and how many lie within the band', () => {
	const checked = [110, 95, 160].map((ms, i) => ({
		...{ design: String(i), input: [224, 224, 3], batch: 1, runs: 3, measuredMs: 100 },
		predicted: { ms, low: ms - 20, high: ms + 20 }
	}));
	expect(checked.map(errorOf).map((error) => error.toFixed(2))).toEqual(['0.10', '-0.05', '0.60']);
	expect(checked.map(isWithin)).toEqual([true, true, false]);
	const spread = spreadOfErrors(checked);
	expect(spread?.median).toBeCloseTo(0.1);
	expect(spread?.worst).toBeCloseTo(0.6);
	expect(spread?.within).toBe(2);
	expect(spreadOfErrors([])).toBeNull();
});

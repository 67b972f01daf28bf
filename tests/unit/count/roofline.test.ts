import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devices, type Device } from '../../../src/lib/count/devices.ts';
import { PRECISIONS } from '../../../src/lib/count/memory.ts';
import { peakOf, ridgeOf, rooflineOf } from '../../../src/lib/count/roofline.ts';
import { validDesign } from '../../designs.ts';
import { networkOf, networkOfDesign } from '../../networks.ts';
import { runs } from '../../runs.ts';

function device(id: string): Device {
	const found = devices.find((one) => one.id === id);
	if (!found) throw new Error(`there is no device ${id}`);
	return found;
}

it('has ridges that follow from the makers’ peaks', () => {
	// A100: 19.5 T / 2.039 TB and 312 T / 2.039 TB, operations for each byte.
	expect(ridgeOf(device('a100'), 'fp32')).toBeCloseTo(9.56, 2);
	expect(ridgeOf(device('a100'), 'fp16')).toBeCloseTo(153.02, 2);
	expect(ridgeOf(device('rtx4090'), 'fp32')).toBeCloseTo(81.94, 2);
});

it('cites the source of every device', () => {
	for (const { source, url } of devices) {
		expect(source.length).toBeGreaterThan(20);
		expect(url).toMatch(/^https:\/\//);
	}
});

describe('ConvNeXt-T on an A100 in float32, by hand', () => {
	const { layers } = networkOf('convnext_tiny');
	const placed = rooflineOf(layers, device('a100'), { batch: 1, precision: 'fp32' });
	const at = (path: string) => placed.find(({ layer }) => layer.path === path);

	it('is just held up by arithmetic in a depthwise convolution, and by memory in fp16', () => {
		// 56 × 56 × 96 in and out and 96 · 50 weights, 4 bytes each; 2 · 49 + 1 operations an output.
		const bytes = 4 * (2 * 56 * 56 * 96 + 96 * 50);
		const layer = at('stages.0.blocks.0.conv_dw');
		expect(layer).toMatchObject({ bound: 'compute', bytes, operations: 99 * 56 * 56 * 96 });
		expect(layer?.intensity).toBeCloseTo(12.28, 2);
		const half = rooflineOf(layers, device('a100'), { batch: 1, precision: 'fp16' });
		const same = half.find((one) => one.layer === layer?.layer);
		expect(same).toMatchObject({ bound: 'memory', bytes: bytes / 2 });
	});

	it('is held up by memory in a norm and in an addition', () => {
		expect(at('stages.0.blocks.0.norm')?.bound).toBe('memory');
		const sum = at('stages.0.blocks.0.add');
		expect(sum?.bytes).toBe(4 * 3 * 56 * 56 * 96);
		expect(sum?.seconds).toBe((4 * 3 * 56 * 56 * 96) / 2039e9);
	});

	it('is held up by arithmetic in a wide linear layer, and by memory in the classifier', () => {
		expect(at('stages.2.blocks.0.mlp.fc1')?.bound).toBe('compute');
		expect(at('head.fc')?.bound).toBe('memory');
	});
});

it('never exceeds the roof, for any design, device and precision', () => {
	const design = validDesign({ depths: 4, depth: 4 }).map(networkOfDesign);
	fc.assert(
		fc.property(
			design,
			fc.constantFrom(...devices),
			fc.constantFrom(...PRECISIONS),
			fc.integer({ min: 1, max: 64 }),
			({ layers }, on, precision, batch) => {
				for (const { attainable, intensity, bound, seconds } of rooflineOf(layers, on, {
					batch,
					precision
				})) {
					const roof = Math.min(peakOf(on, precision), intensity * on.bandwidth);
					expect(attainable).toBeLessThanOrEqual(roof * (1 + 1e-9));
					expect(seconds).toBeGreaterThanOrEqual(0);
					if (bound === 'compute')
						expect(intensity).toBeGreaterThan(ridgeOf(on, precision) * (1 - 1e-9));
				}
			}
		),
		{ numRuns: runs(60) }
	);
});

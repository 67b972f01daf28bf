import { expect, test } from 'vitest';
import {
	deterministicImage,
	deterministicWeights,
	fnv1a,
	spreadOf,
	uniform
} from '../../../src/lib/checkpoint/deterministic.ts';

test('the hash is FNV-1a: the published values for “”, “a” and “foobar”', () => {
	expect([fnv1a(''), fnv1a('a'), fnv1a('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
});

test('values are multiples of 2^-23 in [-1, 1)', () => {
	const values = Array.from({ length: 1000 }, (_, i) => uniform('stem.0.weight', i));
	expect(values.every((value) => value >= -1 && value < 1)).toBe(true);
	expect(values.every((value) => Number.isInteger(value * 2 ** 23))).toBe(true);
});

test('values spread evenly: the mean of 100,000 is near 0 and their variance near 1/3', () => {
	const values = Array.from({ length: 100_000 }, (_, i) => uniform('fc.weight', i));
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
	expect(mean).toBeCloseTo(0, 2);
	expect(square).toBeCloseTo(1 / 3, 2);
});

test('a tensor holds the sequence of its name, scaled and rounded to float32', () => {
	const scale = Math.fround(Math.sqrt(3 / 48));
	const values = deterministicWeights('stem.0.weight', [8, 3, 4, 4]);
	expect(values).toHaveLength(384);
	expect([...values]).toEqual(
		Array.from({ length: 384 }, (_, i) => Math.fround(uniform('stem.0.weight', i) * scale))
	);
});

test('a tensor with a centre rounds once before and once after adding it', () => {
	const scale = Math.fround(0.25);
	const values = deterministicWeights('stages.0.blocks.0.gamma', [8]);
	expect([...values]).toEqual(
		Array.from({ length: 8 }, (_, i) =>
			Math.fround(0.5 + Math.fround(uniform('stages.0.blocks.0.gamma', i) * scale))
		)
	);
});

test('centre and scale follow from the last part of the name and the rank', () => {
	expect(spreadOf('bn1.running_mean', [4])).toEqual([0, 0.1]);
	expect(spreadOf('bn1.running_var', [4])).toEqual([1, 0.25]);
	expect(spreadOf('stages.0.blocks.0.gamma', [4])).toEqual([0.5, 0.25]);
	expect(spreadOf('fc.bias', [4])).toEqual([0, 0.1]);
	expect(spreadOf('stages.0.blocks.0.bias_2', [4])).toEqual([0.5, 0.25]);
	expect(spreadOf('norm.weight', [4])).toEqual([1, 0.25]);
	expect(spreadOf('fc.weight', [4, 12])).toEqual([0, 0.5]);
	expect(spreadOf('conv1.weight', [4, 3, 2, 2])).toEqual([0, 0.5]);
});

test('a single number is refused', () => {
	expect(() => spreadOf('bn1.num_batches_tracked', [])).toThrow('bn1.num_batches_tracked');
});

test('the image has channels last, and its noise runs over channels first', () => {
	const side = 5;
	const image = deterministicImage([side, side, 3]);
	expect(image).toHaveLength(75);
	const [c, y, x] = [2, 3, 4];
	const stripe = (x * (c + 1) + 2 * y) % 64;
	const noise = uniform('input', (c * side + y) * side + x);
	expect(image[(y * side + x) * 3 + c]).toBe(Math.fround((2 * stripe - 63) / 64 + 0.5 * noise));
});

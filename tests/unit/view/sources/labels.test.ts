import { expect, test } from 'vitest';
import synsets from '../../../../static/imagenet-synsets.json';
import names from '../../../../static/imagenet-classes.json';
import type { Answer } from '../../../../src/lib/benchmark/classify/classify.ts';
import {
	areImagenets,
	classOf,
	labelledResult,
	tellLabelled
} from '../../../../src/lib/view/sources/labels.ts';

const imagenet = { names, synsets };

const saw = (...classes: readonly number[]): Answer => ({
	top: classes.map((index) => ({ index, share: 0.2 })),
	problem: null
});

test('a folder is called after a class by WordNet’s number, by its own, or by its name', () => {
	expect(classOf('n01440764', imagenet, 1000)).toBe(0);
	expect(classOf('n15075141', imagenet, 1000)).toBe(999);
	expect(classOf('207', imagenet, 1000)).toBe(207);
	expect(classOf('Great_white-shark', imagenet, 1000)).toBe(2);
	expect(classOf('1000', imagenet, 1000)).toBeNull();
	expect(classOf('holiday', imagenet, 1000)).toBeNull();
	expect(classOf('n15075141', imagenet, 10)).toBeNull();
});

test('accuracy is of the images whose folders are called after classes, and says so', () => {
	const paths = [
		'x/goldfish/1.png',
		'x/goldfish/2.png',
		'x/tench/1.png',
		'x/holiday/1.png',
		'x/tench/bad.png'
	];
	const answers = [
		saw(1, 0, 2, 3, 4),
		saw(0, 1, 2, 3, 4),
		saw(5, 6, 7, 8, 9),
		saw(1),
		{ top: null, problem: 'no image' }
	];
	const result = labelledResult(paths, answers, imagenet, 1000);
	expect(result).toEqual({ images: 3, top1: 1, top5: 2, classes: 2, unknown: ['holiday'] });
	const told = result && tellLabelled(result);
	expect(told).toContain('of 2 classes: top-1 33% (1 of 3), top-5 67% (2 of 3)');
	expect(told).toContain('called after no class: holiday');
});

test('images without folders have no accuracy', () => {
	expect(labelledResult(['1.png', 'holiday/2.png'], [saw(1), saw(1)], imagenet, 1000)).toBeNull();
});

test('ImageNet’s classes are known by longer names too, and others are not taken for them', () => {
	const longer = names.map((name) => `${name}, of WordNet`);
	expect(areImagenets(longer, names)).toBe(true);
	expect(areImagenets(names.toReversed(), names)).toBe(false);
	expect(areImagenets(['cat', 'dog'], [])).toBe(false);
});

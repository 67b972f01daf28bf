import { expect, test } from 'vitest';
import { sortGiven } from '../../../../src/lib/view/sources/dropped.ts';

const given = (...paths: readonly string[]) =>
	paths.map((path) => {
		const type = path.endsWith('.png') ? 'image/png' : '';
		return { path, file: new File([], path.split('/').at(-1) ?? '', { type }) };
	});

function sorted(...paths: readonly string[]) {
	const { images, jsons, weights } = sortGiven(given(...paths));
	const names = (files: readonly File[]) => files.map(({ name }) => name);
	return {
		images: names(images.map(({ file }) => file)),
		jsons: names(jsons),
		weights: names(weights)
	};
}

test('shards are taken together, with the JSON files beside them', () => {
	expect(sorted('b.bin', 'config.json', 'a.bin').weights).toEqual([
		'b.bin',
		'config.json',
		'a.bin'
	]);
	expect(sorted('m/model.safetensors', 'm/config.json', 'm/plot.png')).toMatchObject({
		images: [],
		weights: ['model.safetensors', 'config.json', 'plot.png']
	});
});

test('JSON alone is a design or a report, however many', () => {
	expect(sorted('design.json', 'report.json')).toMatchObject({
		jsons: ['design.json', 'report.json'],
		weights: []
	});
});

test('a folder of images is taken for its images, and a checkpoint beside it as well', () => {
	expect(sorted('cats/1.png', 'cats/notes.txt')).toEqual({
		images: ['1.png'],
		jsons: [],
		weights: []
	});
	expect(sorted('1.png', 'a.pth')).toMatchObject({ images: ['1.png'], weights: ['a.pth'] });
});

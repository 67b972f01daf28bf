import { expect, it } from 'vitest';
import {
	handsOnFeatures,
	tellAnswer,
	tellClassified,
	tellFeatures
} from '../../../../src/lib/view/sources/source-text.ts';

it('a run tells classes from features by its design', () => {
	expect(handsOnFeatures({ design: 'resnet18&channels=1&classes=0' })).toBe(true);
	expect(handsOnFeatures({ design: 'resnet18&classes=0&batch=4' })).toBe(true);
	expect(handsOnFeatures({ design: 'resnet18' })).toBe(false);
	expect(handsOnFeatures({ design: 'resnet18&classes=07' })).toBe(false);
	expect(handsOnFeatures({ design: 'resnet18&classes=10' })).toBe(false);
});

it('features are told by how many there are and how they lie, not by classes', () => {
	const output = {
		...{ finite: true, classes: 768, logits: [], argmax: 23, mean: 0.0090379, std: 1.0827, top: [] }
	};
	expect(tellFeatures({ output })).toBe(
		'768 features, no classes: mean 0.00904, standard deviation 1.08, largest at 23.'
	);
});

it('images that were looked at are told with what could not be read, and what the answers are worth', () => {
	const answers = [
		{ top: [{ index: 1, share: 0.75 }], problem: null },
		{ top: null, problem: 'This file is no image that the browser can read.' }
	];
	const told = { answers, classes: 10, samples: [30, 10, 20], backendLabel: 'WebGPU' };
	expect(tellClassified({ ...told, fromFile: true })).toBe(
		'1 images, median 20 ms a pass on WebGPU. 1 could not be read.'
	);
	expect(tellClassified({ ...told, fromFile: false })).toContain('not trained');
	expect(answers.map((answer) => tellAnswer(answer, ['tench', 'goldfish']))).toEqual([
		'goldfish 75%',
		'This file is no image that the browser can read.'
	]);
});

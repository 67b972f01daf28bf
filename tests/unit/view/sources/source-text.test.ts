import { expect, it } from 'vitest';
import { handsOnFeatures, tellFeatures } from '../../../../src/lib/view/sources/source-text.ts';

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

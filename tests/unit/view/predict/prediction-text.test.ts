import { expect, test } from 'vitest';
import { bandText } from '../../../../src/lib/view/predict/prediction-text.ts';

test('a band that ends nowhere below says no lower end', () => {
	expect(bandText({ low: 12, high: 20 })).toBe('12 ms to 20 ms');
	expect(bandText({ low: 0, high: 20 })).toBe('at most 20 ms');
});

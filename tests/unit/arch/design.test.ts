import { expect, test } from 'vitest';
import { examine, presetDesign, withValue } from '../../../src/lib/arch/design.ts';

test('a design that is asked for again is not built again, and no other stands in for it', () => {
	const design = presetDesign('resnet18');
	if (!design) throw new Error('there is no resnet18');
	const examined = examine(design);
	expect(examine(design)).toBe(examined);
	for (let classes = 1; classes <= 20; classes++) examine(withValue(design, 'classes', classes));
	expect(examine(design)).not.toBe(examined);
	expect(examine(design)).toEqual(examined);
	expect(examine(withValue(design, 'classes', 7))).not.toEqual(examined);
});

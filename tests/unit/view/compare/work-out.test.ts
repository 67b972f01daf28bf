import { expect, test } from 'vitest';
import { readSet } from '../../../../src/lib/share/set-link.ts';
import { workOut } from '../../../../src/lib/view/compare/comparison-rows.ts';

test('what the table holds is worked out a design at a time', () => {
	const { designs } = readSet('resnet18;resnet34;convnext_atto');
	const pauses = [...workOut(designs)].length;
	expect(pauses).toBe(2 * designs.length);
});

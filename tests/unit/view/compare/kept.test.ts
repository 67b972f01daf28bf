import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { readSet } from '../../../../src/lib/share/set-link.ts';
import { comparisonWith, keepSet } from '../../../../src/lib/view/compare/kept.ts';
import { hostileText } from '../../../hostile-json.ts';
import { memoryStorage } from '../../../storage.ts';

afterEach(() => vi.unstubAllGlobals());

test('a design joins the comparison that was kept', () => {
	vi.stubGlobal('sessionStorage', memoryStorage());
	keepSet('resnet50;ref=1');
	expect(comparisonWith('resnet18', 'convnext_tiny')).toBe('resnet50;resnet18;ref=1');
});

test('whatever is kept there, the comparison that is opened can be read', () => {
	fc.assert(
		fc.property(hostileText(), (text) => {
			const storage = memoryStorage();
			storage.setItem('convnext-explorer:comparison', text);
			vi.stubGlobal('sessionStorage', storage);
			expect(readSet(comparisonWith('resnet18', 'convnext_tiny')).problems).toEqual([]);
		})
	);
});

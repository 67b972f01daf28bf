import { expect, it } from 'vitest';
import { examine, presetDesign } from '../../../../src/lib/arch/design.ts';

const FIELDS = { widthRule: 'stages', stemWidth: 16, groupWidths: [1, 1], seRatio: 0.0625 };

function examined(depths: readonly number[], widths: readonly number[]) {
	const design = presetDesign('regnety_002');
	if (!design) throw new Error('there is no regnety_002');
	return examine({ ...design, config: { ...design.config, ...FIELDS, depths, widths } });
}

it('asks for channels in a gate only where a block has one', () => {
	// A gate is as wide as what enters its block: nothing enters a second block of four channels.
	expect(examined([1, 1], [16, 4]).ok).toBe(true);
	const problems = [{ field: 'seRatio', message: 'leaves a gate without channels' }];
	expect(examined([1, 2], [16, 4])).toMatchObject({ ok: false, problems });
	expect(examined([1, 1], [4, 16])).toMatchObject({ ok: false, problems });
});

it('has a label for every field: lists on the page are keyed by them', () => {
	const labels = presetDesign('regnety_002')?.family.fields.map(({ label }) => label) ?? [];
	expect(labels.length).toBeGreaterThan(10);
	expect(labels).toEqual([...new Set(labels)]);
});

import { expect, it } from 'vitest';
import { presetDesign, stageName, stagesOf, withStageCount } from '../../../src/lib/arch/design.ts';
import type { Family } from '../../../src/lib/arch/family.ts';
import {
	everywhere,
	isPerStage,
	nearestPermitted,
	readValue,
	type StageChoiceField
} from '../../../src/lib/arch/fields.ts';
import { applySettings } from '../../../src/lib/share/settings.ts';

const kinds: StageChoiceField = {
	key: 'kinds',
	label: 'kind',
	group: 'Stages',
	kind: 'stage-choice',
	most: 8,
	options: [
		{ value: 'plain', label: 'plain' },
		{ value: 'fused', label: 'fused' }
	],
	help: 'Which block the stage has.'
};

function designWithKinds() {
	const design = presetDesign('resnet50');
	if (!design) throw new Error('there is no such preset');
	const family: Family = {
		...design.family,
		fields: [
			...design.family.fields.map((field) => (isPerStage(field) ? { ...field, most: 8 } : field)),
			kinds
		],
		stagesOf: () => [1, 2, 2, 3]
	};
	const config = { ...design.config, kinds: everywhere('plain', 4) };
	return { ...design, family, config };
}

it('a choice for each stage is read from text, or refused with the names there are', () => {
	expect(readValue(kinds, 'plain, fused')).toEqual({ ok: true, value: ['plain', 'fused'] });
	const refused = readValue(kinds, 'plain,round');
	expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('plain, fused') });
	expect(readValue(kinds, Array.from({ length: 9 }, () => 'plain').join(',')).ok).toBe(false);
});

it('a stage that is added has the choice of the last one', () => {
	const longer = withStageCount(designWithKinds(), 6);
	expect(longer.config['kinds']).toEqual(['plain', 'plain', 'plain', 'plain', 'plain', 'plain']);
	expect(longer.config['depths']).toHaveLength(6);
});

it('one choice in a link is that of every stage', () => {
	const { design, problems } = applySettings(designWithKinds(), [['kinds', 'fused']]);
	expect(problems).toEqual([]);
	expect(design.config['kinds']).toEqual(['fused', 'fused', 'fused', 'fused']);
});

it('a value is named by its stage and, where that has several, by its row', () => {
	const design = designWithKinds();
	expect(stagesOf(design)).toEqual([1, 2, 2, 3]);
	expect([0, 1, 2, 3].map((at) => stageName(design, at))).toEqual([
		'stage 1',
		'stage 2, row 1',
		'stage 2, row 2',
		'stage 3'
	]);
});

it('steps of a hundredth are taken as decimals, not as sums in binary', () => {
	const field = {
		...kinds,
		kind: 'per-stage',
		min: 0.25,
		max: 16,
		step: 0.01,
		nudge: 0.5
	} as const;
	expect(readValue(field, '2.3,3.67')).toEqual({ ok: true, value: [2.3, 3.67] });
	expect(readValue(field, '2.305').ok).toBe(false);
	expect(nearestPermitted(2.3049, field)).toBe(2.3);
});

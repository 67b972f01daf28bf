import { expect, it } from 'vitest';
import { inputShape, presetDesign } from '../../src/lib/arch/design.ts';
import { accuracies, throughputs, TIMM_RESULTS } from '../../src/lib/count/published.ts';
import paper from './reference/paper_tables.json' with { type: 'json' };
import timm from './reference/timm_results.json' with { type: 'json' };

const NAME = timm.columns.indexOf('name');
const INPUT = timm.columns.indexOf('input');
const TOP1 = timm.columns.indexOf('imagenet1k_top1');

/** Training that saw more images than ImageNet-1k's, or another network's answers. */
const MORE = /in12k|in21k|in22k|ssl|swsl|wsl|laion|clip|swag|seer|\.sam_|distilled/;

const fromTimm = [...accuracies].filter(([, { source }]) => source === TIMM_RESULTS);
const fromPaper = [...accuracies].filter(([, { source }]) => source !== TIMM_RESULTS);

it.each(fromTimm)('the accuracy of %s is what timm publishes', (preset, accuracy) => {
	const rows = timm.rows.filter(
		(row) =>
			String(row[NAME]).startsWith(`${preset}.`) &&
			row[INPUT] === accuracy.input &&
			/in1k(_\d+)?$/.test(String(row[NAME])) &&
			!MORE.test(String(row[NAME]))
	);
	const own = rows.find((row) => row[NAME] === accuracy.checkpoint);
	expect(own?.[TOP1]).toBe(accuracy.top1);
	const best = Math.max(...rows.map((row) => Number(row[TOP1])));
	expect(accuracy.best?.top1 ?? accuracy.top1).toBe(best);
	if (accuracy.best) {
		const other = rows.find((row) => row[NAME] === accuracy.best?.checkpoint);
		expect(other?.[TOP1]).toBe(best);
	}
});

it.each(fromPaper)('the accuracy of %s is what the paper prints', (_, { checkpoint, top1 }) => {
	const row = paper.table2_isotropic.find(({ model }) => model === checkpoint);
	expect(row?.top1).toBe(top1);
});

it.each([...throughputs])('the speed of %s is what the paper prints', (_, speed) => {
	const row = paper.table12_a100.find(
		({ model, img }) => model === speed.model && img === speed.input
	);
	expect(row?.throughput_a100_img_s).toBe(speed.imagesPerSecond);
});

it('published figures belong to presets, at their own input size', () => {
	for (const [preset, { input }] of [...accuracies, ...throughputs]) {
		const design = presetDesign(preset);
		expect(design && inputShape(design)[0], preset).toBe(input);
	}
});

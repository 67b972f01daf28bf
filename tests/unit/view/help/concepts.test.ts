import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadFamilies } from '../../../../src/lib/arch/families.ts';
import { conceptOf, conceptOfMetric } from '../../../../src/lib/view/help/concepts.ts';

const page = readFileSync('src/lib/ui/roadmap/concepts/Concepts.svelte', 'utf8');

const standsIn = (concept: string) => new RegExp(`id(: '|=")${concept}['"]`);

test('every concept that a field or a metric links to stands in the roadmap, and every family has such fields', async () => {
	for (const { label, fields } of await loadFamilies()) {
		const concepts = fields.map(conceptOf).filter((concept) => concept !== null);
		if (label !== 'Custom') expect(concepts.length, label).toBeGreaterThan(1);
		for (const concept of concepts) expect(page).toMatch(standsIn(concept));
	}
	for (const id of ['params', 'count', 'flops', 'activations', 'weights', 'peak', 'field'] as const)
		expect(page).toMatch(standsIn(conceptOfMetric(id)));
});

test('a kernel links to kernels, and what has no concept to none', () => {
	expect(conceptOf({ key: 'kernels', role: 'kernel' })).toBe('kernel');
	expect(conceptOf({ key: 'size', role: 'depth' })).toBe('stage-ratio');
	expect(conceptOf({ key: 'batch', role: 'batch' })).toBeNull();
	expect(conceptOf({ key: 'constructor' })).toBeNull();
});

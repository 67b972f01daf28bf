import { expect, it } from 'vitest';
import {
	countPresets,
	printPresetMetrics,
	readPresetMetrics
} from '../../../src/lib/count/preset-metrics.ts';
import { presetDesign, presetNames } from '../../../src/lib/arch/design.ts';
import timm from '../../golden/timm_counts.json' with { type: 'json' };

it('gives every preset what PyTorch counts for it, and brings it back from text', () => {
	const counted = countPresets();
	expect([...counted.keys()]).toEqual(presetNames());
	const read = readPresetMetrics(printPresetMetrics(counted));
	expect(read).toEqual(counted);
	const known = Object.entries(timm.models).filter(
		([name, { input }]) => presetDesign(name)?.config['input'] === input
	);
	expect(known.length).toBeGreaterThan(20);
	for (const [name, { params, macs }] of known)
		expect(read.get(name), name).toMatchObject({ params, macs });
});

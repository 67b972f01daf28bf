import { describe, expect, it } from 'vitest';
import { presetDesign } from '../../src/lib/arch/design.ts';
import type { Setting } from '../../src/lib/share/settings.ts';
import { sumProducts } from '../../src/lib/count/products.ts';
import { sumLayers, totalsOf } from '../../src/lib/count/totals.ts';
import reference from './reference/model_counts.json' with { type: 'json' };
import breadth from './reference/timm_breadth.json' with { type: 'json' };
import { covered, networkOf } from './timm-models.ts';
import convnets from './timm_convnets.json' with { type: 'json' };
import timm from './timm_counts.json' with { type: 'json' };

type Metrics = Readonly<{
	params: number;
	macs: number;
	macs_conv: number;
	macs_linear: number;
	macs_attention: number;
	activations: number;
}>;

function count(preset: string, settings: readonly Setting[]): Metrics {
	const { net, input, layers } = networkOf(preset, settings);
	const totals = sumLayers(layers);
	expect(totalsOf(net, input)).toEqual(totals);
	const { conv, linear, attention } = sumProducts(layers);
	return { ...totals, macs_conv: conv, macs_linear: linear, macs_attention: attention };
}

const metrics = (all: Metrics): Metrics => ({
	params: all.params,
	macs: all.macs,
	macs_conv: all.macs_conv,
	macs_linear: all.macs_linear,
	macs_attention: all.macs_attention,
	activations: all.activations
});

describe('counts equal PyTorch’s to the integer', () => {
	it.each(covered)('$id', ({ model, preset, settings }) => {
		expect(count(preset, settings)).toEqual(metrics(model));
	});

	it('holds for over a hundred networks', () => {
		expect(covered.length).toBeGreaterThan(100);
	});

	it('holds for every transformer that was counted', () => {
		const transformers = Object.keys(timm.models).filter((id) => /swin|vit|deit/.test(id));
		const ids = covered.map(({ id }) => id);
		expect(transformers.filter((id) => !ids.includes(id))).toEqual([]);
	});

	const supplied = Object.entries(reference).filter(([name]) => presetDesign(name));
	it.each(supplied)('%s of the supplied reference', (name, model) => {
		expect(count(name, [['input', String(model.input)]])).toEqual(metrics(model));
	});

	const named = Object.entries(breadth).filter(([name]) => presetDesign(name));
	it.each(named)('%s of timm’s names', (name, model) => {
		expect(count(name, [['input', String(model.input)]])).toEqual(metrics(model));
	});

	it.each(Object.entries(convnets.models))('%s among timm’s ConvNets', (name, model) => {
		expect(presetDesign(name)).not.toBeNull();
		expect(count(name, [['input', String(model.input)]])).toEqual(metrics(model));
	});
});

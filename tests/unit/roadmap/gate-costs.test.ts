import { expect, test } from 'vitest';
import { gateCosts } from '../../../src/lib/roadmap/gate-costs.ts';
import { sumLayers } from '../../../src/lib/count/totals.ts';
import { networkOf } from '../../networks.ts';

test('the gates of SE-ResNet-50 are what ResNet-50 lacks', () => {
	const { gates, whole } = gateCosts(networkOf('seresnet50').layers);
	const plain = networkOf('resnet50').layers;
	expect(whole.macs - gates.macs).toBe(sumLayers(plain).macs);
	expect(whole.params - gates.params).toBe(sumLayers(plain).params);
	expect(whole.layers - gates.layers).toBe(plain.length);
});

test('a network without gates has none, and MBConv networks’ are found by another name of their layers', () => {
	expect(gateCosts(networkOf('resnet50').layers).gates.layers).toBe(0);
	const layers = networkOf('efficientnet_b0').layers;
	const names = ['conv_reduce', 'conv_expand'];
	const own = layers.filter(({ path }) => names.some((name) => path.endsWith(name)));
	expect(gateCosts(layers).gates.macs).toBe(sumLayers(own).macs);
});

import { expect, it } from 'vitest';
import { layersOf } from '../../src/lib/arch/infer.ts';
import { join, type Net, type Shape } from '../../src/lib/arch/net.ts';
import { sumLayers, totalsOf } from '../../src/lib/count/totals.ts';
import { receptiveFieldsOf } from '../../src/lib/count/receptive-field/receptive-field.ts';
import { bandShape, inceptionNext } from '../inception-next.ts';
import { smallDesigns } from '../small-networks.ts';
import golden from './reference/small_logits.json' with { type: 'json' };

function netOf(name: string): Net {
	const design = smallDesigns[name];
	if (!design) throw new Error(`there is no small network ${name}`);
	return design.family.build(design.config);
}

const CASES: readonly (readonly [
	name: keyof typeof golden,
	net: Net,
	shapeOf: (name: string, shape: Shape) => Shape
])[] = [
	['tiny_convnext@64x96', netOf('tiny_convnext'), (_, shape) => shape],
	['tiny_convnext/in_chans=1', netOf('tiny_convnext'), (_, shape) => shape],
	['tiny_vit@32x48', netOf('tiny_vit'), (_, shape) => shape],
	['small_inception_next', inceptionNext, bandShape]
];

it.each(CASES)('%s has the parameters that timm’s has', (name, net, shapeOf) => {
	const { input, params } = golden[name];
	const [channels = 0, height = 0, width = 0] = input;
	const weights = layersOf(net, [height, width, channels]).flatMap((layer) =>
		layer.weights.map((weight) => {
			const full = join(layer.path, weight.name);
			return [full, shapeOf(full, weight.shape)] as const;
		})
	);
	expect(Object.fromEntries(weights)).toEqual(params);
});

it('counts a rectangle as it counts a square, position by position', () => {
	const net = netOf('tiny_convnext');
	const [square, wide] = [totalsOf(net, [64, 64, 3]), totalsOf(net, [64, 96, 3])];
	// All but the classifier, 64 × 10, goes by positions, of which there are half as many again.
	expect(wide.params).toBe(square.params);
	expect(wide.macs - 640).toBe((square.macs - 640) * 1.5);
	expect(sumLayers(layersOf(net, [64, 96, 3]))).toEqual(wide);
});

it('sees along each axis of a rectangle what it sees of a square as long', () => {
	const net = netOf('tiny_convnext');
	const last = (input: Shape) => receptiveFieldsOf(net, layersOf(net, input)).at(-4);
	const [wide, low, long] = [last([64, 96, 3]), last([64, 64, 3]), last([96, 96, 3])];
	expect(wide?.rows).toEqual(low?.rows);
	expect(wide?.columns).toEqual(long?.columns);
});

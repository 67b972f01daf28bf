import { expect, it } from 'vitest';
import { layersOf, type Layer } from '../../src/lib/arch/infer.ts';
import { join, type Shape } from '../../src/lib/arch/net.ts';
import { storedShape } from '../../src/lib/arch/ops/stacked.ts';
import { labelOf } from '../../src/lib/arch/ops.ts';
import { torchShape } from '../../src/lib/arch/torch-shape.ts';
import { sumLayers, totalsOf } from '../../src/lib/count/totals.ts';
import { receptiveFieldsOf } from '../../src/lib/count/receptive-field/receptive-field.ts';
import { smallDesigns, smallNetwork } from '../small-networks.ts';
import own from './logits.json' with { type: 'json' };
import golden from './reference/small_logits.json' with { type: 'json' };

/** Shapes of timm’s parameters by name. */
const paramsOf: Readonly<Record<string, object>> = Object.fromEntries(
	Object.entries(golden).map(([name, { params }]) => [name, params])
);

const supplied = Object.keys(smallDesigns).filter((name) => name in golden);

it.each(supplied)('%s has the parameters that timm’s has', (name) => {
	const weights = smallNetwork(name).layers.flatMap(({ path, weights }) =>
		weights.map((weight) => [join(path, weight.name), storedShape(weight)] as const)
	);
	expect(Object.fromEntries(weights)).toEqual(paramsOf[name]);
});

it('counts a rectangle as it counts a square, position by position', () => {
	const { net } = smallNetwork('tiny_convnext');
	const [square, wide] = [totalsOf(net, [64, 64, 3]), totalsOf(net, [64, 96, 3])];
	// All but the classifier, 64 × 10, goes by positions, of which there are half as many again.
	expect(wide.params).toBe(square.params);
	expect(wide.macs - 640).toBe((square.macs - 640) * 1.5);
	expect(sumLayers(layersOf(net, [64, 96, 3]))).toEqual(wide);
});

it('sees along each axis of a rectangle what it sees of a square as long', () => {
	const { net } = smallNetwork('tiny_convnext');
	const last = (input: Shape) => receptiveFieldsOf(net, layersOf(net, input)).at(-4);
	const [wide, low, long] = [last([64, 96, 3]), last([64, 64, 3]), last([96, 96, 3])];
	expect(wide?.rows).toEqual(low?.rows);
	expect(wide?.columns).toEqual(long?.columns);
});

it('windows that differ between the axes have timm’s bias tables', () => {
	const { layers } = smallNetwork('tiny_swin@20x56');
	const shapes = layers.flatMap(({ path, weights }) =>
		weights.map((weight) => [join(path, weight.name), storedShape(weight)] as const)
	);
	expect(Object.fromEntries(shapes)).toEqual(own['tiny_swin@20x56'].params);
});

it('says windows and shifts of each axis where they differ', () => {
	const { layers } = smallNetwork('tiny_swin@20x56');
	const at = (path: string) => {
		const layer = layers.find((one) => one.path === path);
		if (!layer) throw new Error(`there is no ${path}`);
		return layer;
	};
	const label = ({ op, in: x }: Layer) => labelOf(op, x);
	expect(label(at('layers.0.blocks.1.attn'))).toBe('5 × 7 shifted attention, 2 heads');
	expect(label(at('layers.0.blocks.1.shift'))).toBe('shift by 0 × 3');
	expect(label(at('layers.1.blocks.0.shift'))).toBe('pad to 4 × 7');
	// As timm has it inside attention: windows, positions, channels.
	const { op, out } = at('layers.1.blocks.0.attn.qkv');
	expect(torchShape(op, out)).toEqual([2, 14, 72]);
});

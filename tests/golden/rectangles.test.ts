import { expect, it } from 'vitest';
import { presetDesign } from '../../src/lib/arch/design.ts';
import { layersOf, type Layer } from '../../src/lib/arch/infer.ts';
import { join, type Net, type OpKind, type Shape } from '../../src/lib/arch/net.ts';
import { labelOf } from '../../src/lib/arch/ops.ts';
import { torchShape } from '../../src/lib/arch/torch-shape.ts';
import { sumLayers, totalsOf } from '../../src/lib/count/totals.ts';
import { receptiveFieldsOf } from '../../src/lib/count/receptive-field/receptive-field.ts';
import { bandShape, inceptionNext } from '../inception-next.ts';
import { rectangle, smallDesigns } from '../small-networks.ts';
import { networkOn } from '../networks.ts';
import own from './logits.json' with { type: 'json' };
import golden from './reference/small_logits.json' with { type: 'json' };
import counted from './reference/variants.json' with { type: 'json' };

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
	['tiny_swin@56x84', rectangle('tiny_swin@56x84').net, (_, shape) => shape],
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

const plain = Object.entries(counted).filter(([name]) => !name.includes('/'));
it.each(plain)('%s is counted as PyTorch counts it', (_name, model) => {
	const [channels = 0, height = 0, width = 0] = model.input;
	const design = presetDesign(model.model);
	if (!design) throw new Error(`there is no preset ${model.model}`);
	const { net, input, layers } = networkOn(design, [height, width, channels]);
	const totals = sumLayers(layers);
	const macsOf = (kind: OpKind) => sumLayers(layers.filter(({ op }) => op.kind === kind)).macs;
	expect(totals).toEqual(totalsOf(net, input));
	expect({
		...totals,
		macs_conv: macsOf('conv'),
		macs_linear: macsOf('linear'),
		macs_attention: macsOf('attention')
	}).toMatchObject({
		params: model.params,
		macs: model.macs,
		macs_conv: model.macs_conv,
		macs_linear: model.macs_linear,
		macs_attention: model.macs_attention,
		activations: model.activations
	});
});

it('windows that differ between the axes have timm’s bias tables', () => {
	const { layers } = rectangle('tiny_swin@20x56');
	const shapes = layers.flatMap(({ path, weights }) =>
		weights.map(({ name, shape }) => [join(path, name), shape] as const)
	);
	expect(Object.fromEntries(shapes)).toEqual(own['tiny_swin@20x56'].params);
});

it('says windows and shifts of each axis where they differ', () => {
	const { layers } = rectangle('tiny_swin@20x56');
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

import { expect, it } from 'vitest';
import type { OpKind } from '../../src/lib/arch/net.ts';
import { sumLayers, totalsOf } from '../../src/lib/count/totals.ts';
import type { Setting } from '../../src/lib/share/settings.ts';
import counted from './reference/variants.json' with { type: 'json' };
import { networkOf } from './timm-models.ts';

type Model = (typeof counted)[keyof typeof counted];

/** The field that an argument of timm’s sets. */
const FIELDS: Readonly<Record<string, string>> = {
	num_classes: 'classes',
	output_stride: 'outputStride'
};

/** What timm is told of inputs and outputs, as settings of a preset. */
function settingsOf({ kwargs, input: [channels, height, width] }: Model): readonly Setting[] {
	const others = Object.entries(kwargs).flatMap(([name, value]): Setting[] => {
		const field = FIELDS[name];
		return field === undefined ? [] : [[field, String(value)]];
	});
	return [['input', `${height}x${width}`], ['channels', String(channels)], ...others];
}

it.each(Object.entries(counted))('%s is counted as PyTorch counts it', (_name, model) => {
	const { net, input, layers } = networkOf(model.model, settingsOf(model));
	const totals = sumLayers(layers);
	const macsOf = (kind: OpKind) => sumLayers(layers.filter(({ op }) => op.kind === kind)).macs;
	expect(totals).toEqual(totalsOf(net, input));
	expect({
		...totals,
		macs_conv: macsOf('conv'),
		macs_linear: macsOf('linear'),
		macs_attention: macsOf('attention') + macsOf('crossAttention')
	}).toMatchObject({
		params: model.params,
		macs: model.macs,
		macs_conv: model.macs_conv,
		macs_linear: model.macs_linear,
		macs_attention: model.macs_attention,
		activations: model.activations
	});
});

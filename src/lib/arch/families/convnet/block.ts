import { chain, residual, type Chain, type Child, type Op } from '../../net.ts';
import { squeezeExcite } from '../squeeze-excite.ts';
import type { ConvNetConfig } from './config.ts';
import { conv, hasBias, normalization, outerNorm, when, type NamedNet } from './parts.ts';
import { hiddenWidth, spatialWidth, squeezedWidth, stageWidth } from './widths.ts';

/** Names of a block's parts: timm's ConvNeXt names for spatial-first, its ResNet names for the rest. */
function resnetNames(last: number) {
	return {
		conv: (at: number) => `conv${at}`,
		norm: (at: number) => `bn${at}`,
		act: (at: number) => `act${at}`,
		grn: 'grn',
		scale: 'gamma',
		last
	};
}

const convnextNames = {
	conv: (at: number) => ['conv_dw', 'mlp.fc1', 'mlp.fc2'][at - 1] ?? '',
	norm: (at: number) => ['norm', 'mlp.norm', 'norm3'][at - 1] ?? '',
	act: (at: number) => ['act', 'mlp.act', 'act3'][at - 1] ?? '',
	grn: 'mlp.grn',
	scale: 'gamma',
	last: 3
};

function convsOf(config: ConvNetConfig, stage: number, entering: number, stride: number): Op[] {
	const width = config.widths[stage] ?? 0;
	const kernel = config.kernels[stage] ?? 0;
	const { channels, groups } = spatialWidth(config, stage, entering);
	const spatial = conv(config, channels, { kernel, stride, groups });
	switch (config.block) {
		case 'basic':
			return [
				conv(config, width, { kernel, stride, groups }),
				conv(config, width, { kernel, groups: config.conv === 'depthwise' ? width : groups })
			];
		case 'bottleneck':
			return [conv(config, channels), spatial, conv(config, stageWidth(config, stage))];
		case 'inverted':
			return [conv(config, channels), spatial, conv(config, width)];
		case 'spatial-first': {
			const pointwise = (out: number): Op =>
				config.pointwise === 'conv'
					? conv(config, out)
					: { kind: 'linear', out, bias: hasBias(config) };
			return [spatial, pointwise(hiddenWidth(config, stage)), pointwise(width)];
		}
	}
}

/** A block of a stage, given the channels that enter it. */
export function block(
	config: ConvNetConfig,
	stage: number,
	entering: number,
	stride: number
): Chain {
	const convs = convsOf(config, stage, entering, stride);
	const spatialFirst = config.block === 'spatial-first';
	const names = spatialFirst ? convnextNames : resnetNames(convs.length);
	const channelsFirst = !spatialFirst || config.pointwise === 'conv';
	const act = (at: number): Op | false =>
		config.activationAfter.includes(String(at)) && { kind: config.activation };

	const body: NamedNet[] = convs.flatMap((op, i): NamedNet[] => {
		const at = i + 1;
		const last = at === names.last;
		return [
			last && config.grn ? [names.grn, { kind: 'grn', eps: 1e-6, channelsFirst }] : null,
			[names.conv(at), op],
			when(
				names.norm(at),
				config.normAfter.includes(String(at)) && normalization(config, channelsFirst)
			),
			last ? null : when(names.act(at), act(at))
		];
	});
	const leaving = stageWidth(config, stage);
	if (config.se !== 'none') {
		const squeezed = squeezedWidth(leaving);
		const gate = { squeezed, width: leaving, activation: 'relu', gate: config.se } as const;
		body.push(['', squeezeExcite(gate)]);
	}
	body.push(when(names.scale, config.layerScale && { kind: 'layerScale' }));

	const shortcut: Child | null =
		stride > 1 || entering !== leaving
			? {
					name: 'downsample',
					net: chain([
						['0', conv(config, leaving, { stride, bias: false })],
						when('1', outerNorm(config, 'downsample'))
					])
				}
			: null;
	return chain(
		[['', residual(chain(body), shortcut)], when(names.act(names.last), act(names.last))],
		'block'
	);
}

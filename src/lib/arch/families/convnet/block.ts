import { chain, residual, type Chain, type Op, type NamedNet } from '../../net.ts';
import { antialiased } from './antialias.ts';
import type { ConvNetConfig } from './config.ts';
import { gate } from './gate.ts';
import { conv, hasBias, normalization, when } from './parts.ts';
import { shortcut } from './shortcut.ts';
import type { StageStride } from '../output-stride.ts';
import { CONVS, convWidths, groupsOf, stageWidth } from './widths.ts';

/** Names of a block's parts: timm's ConvNeXt names for spatial-first, its ResNet names for the rest. */
const resnetNames = {
	conv: (at: number) => `conv${at}`,
	norm: (at: number) => `bn${at}`,
	act: (at: number) => `act${at}`,
	grn: 'grn'
};

const convnextNames = {
	conv: (at: number) => ['conv_dw', 'mlp.fc1', 'mlp.fc2'][at - 1] ?? '',
	norm: (at: number) => ['norm', 'mlp.norm', 'norm3'][at - 1] ?? '',
	act: (at: number) => ['act', 'mlp.act', 'act3'][at - 1] ?? '',
	grn: 'mlp.grn'
};

/** A block of a stage: the channels that enter it, its stride and dilations, and its convs' channels. */
export type BlockPlace = StageStride &
	Readonly<{
		stage: number;
		entering: number;
		/** Of each conv, where they follow no ratio. */
		widths?: readonly number[] | undefined;
	}>;

/** Channels that leave a block. */
export const leavingBlock = (
	config: ConvNetConfig,
	{ stage, widths }: Pick<BlockPlace, 'stage' | 'widths'>
): number => widths?.at(-1) ?? stageWidth(config, stage);

/** Number of the conv that has the block's stride, from 0. */
const strided = ({ block, strideOn }: ConvNetConfig): number =>
	block === 'bottleneck' && strideOn === 'pointwise' ? 0 : CONVS[block].spatial[0];

function convsOf(config: ConvNetConfig, place: BlockPlace, stride: number): readonly Op[] {
	const { stage, entering } = place;
	const kernel = config.kernels[stage] ?? 0;
	const spatial: readonly number[] = CONVS[config.block].spatial;
	const outs = place.widths ?? convWidths(config, stage, entering);
	return outs.map((out, i): Op => {
		const by = i === strided(config) ? stride : 1;
		if (spatial.includes(i)) {
			const groups = groupsOf(config, outs[i - 1] ?? entering);
			const dilation = i === spatial[0] ? place.first : place.dilation;
			return conv(config, out, { kernel, stride: by, dilation, groups });
		}
		return config.block === 'spatial-first' && config.pointwise === 'linear'
			? { kind: 'linear', out, bias: hasBias(config) }
			: conv(config, out, { stride: by });
	});
}

/** A block with its shortcut. */
export function block(config: ConvNetConfig, place: BlockPlace): Chain {
	const { stage, entering, stride, first, dilation } = place;
	const shrinks = stride > 1 || first !== dilation;
	const halving = shrinks ? antialiased(config, stride) : null;
	const convs = convsOf(config, place, halving ? 1 : stride);
	const spatialFirst = config.block === 'spatial-first';
	const names = spatialFirst ? convnextNames : resnetNames;
	const channelsFirst = !spatialFirst || config.pointwise === 'conv';
	const act = (at: number): Op | false =>
		config.activationAfter.includes(String(at)) && { kind: config.activation };

	const body: NamedNet[] = convs.flatMap((op, i): NamedNet[] => {
		const at = i + 1;
		const last = at === convs.length;
		return [
			last && config.grn ? [names.grn, { kind: 'grn', eps: 1e-6, channelsFirst }] : null,
			[names.conv(at), op],
			when(
				names.norm(at),
				config.normAfter.includes(String(at)) && normalization(config, channelsFirst)
			),
			last ? null : when(names.act(at), act(at)),
			i === strided(config) ? when('aa', halving) : null
		];
	});
	const leaving = leavingBlock(config, place);
	body.push(when('', gate(config, leaving, stageWidth(config, stage))));
	body.push(when('gamma', config.layerScale && { kind: 'layerScale' }));

	return chain(
		[
			['', residual(chain(body), shortcut(config, { entering, leaving, stride, first, dilation }))],
			when(names.act(convs.length), act(convs.length))
		],
		'block'
	);
}

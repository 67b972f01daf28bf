import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import {
	commonRatioOf,
	countFrom,
	range,
	size,
	type Guess,
	type Shapes
} from '../weight-shapes.ts';
import type { FileFacts, Likely } from '../likely.ts';
import type { Mixer } from './config.ts';
import { metaFormerNamings } from './namings.ts';

const HEAD_WIDTH = 32;

/** Heads leave no trace in the shapes: the preset's width if it divides all, else any that does. */
function headWidthFor(widths: readonly number[], { headWidth }: Config): number {
	const usual = typeof headWidth === 'number' ? headWidth : HEAD_WIDTH;
	const divides = (width: number) => widths.every((all) => all % width === 0);
	if (divides(usual)) return usual;
	return [HEAD_WIDTH, 16, 8, 4, 2].find(divides) ?? 1;
}

function mixerOf(shapes: Shapes, block: string): Mixer {
	if (shapes.has(`${block}.token_mixer.qkv.weight`)) return 'attention';
	return shapes.has(`${block}.token_mixer.dwconv.weight`) ? 'conv' : 'pool';
}

function guessMetaFormer(shapes: Shapes): readonly Guess[] {
	const fc1 = (block: string) => `${block}.mlp.fc1.weight`;
	const blockAt = (stage: number, index = 0) => `stages.${stage}.blocks.${index}`;
	const first = blockAt(0);
	if (!shapes.has('stem.conv.weight') || !shapes.has(`${first}.norm1.weight`)) return [];
	const stages = range(countFrom(shapes, (stage) => fc1(blockAt(stage))));
	const widths = stages.map((stage) => size(shapes, `${blockAt(stage)}.norm1.weight`, 0));
	const mixers = stages.map((stage) => mixerOf(shapes, blockAt(stage)));
	const mixing = stages.find((stage) => mixers[stage] === 'conv');
	const mlpHead = shapes.has('head.fc.fc2.weight');
	const classifier = mlpHead ? 'head.fc.fc2.weight' : 'head.fc.weight';
	const star = shapes.has(`${first}.mlp.act.scale`);
	const normBias = shapes.has(`${first}.norm1.bias`);
	const classes = size(shapes, classifier, 0);
	const read: Config = {
		depths: stages.map((stage) => countFrom(shapes, (index) => fc1(blockAt(stage, index)))),
		widths,
		mixers,
		resScales: stages.map((stage) =>
			shapes.has(`${blockAt(stage)}.res_scale1.scale`) ? 'on' : 'off'
		),
		...(mixing === undefined
			? {}
			: { kernel: size(shapes, `${blockAt(mixing)}.token_mixer.dwconv.weight`, 2) }),
		mlpRatio: commonRatioOf(
			stages.map((stage) => size(shapes, fc1(blockAt(stage)), 0)),
			widths
		),
		mlpBias: shapes.has(`${first}.mlp.fc1.bias`),
		...(star ? { activation: 'starRelu' } : {}),
		normBias,
		outerNorms: shapes.has('stem.norm.weight'),
		layerScale: shapes.has(`${first}.layer_scale1.scale`),
		...(classes > 0 ? { mlpHead } : {}),
		channels: size(shapes, 'stem.conv.weight', 1),
		classes
	};
	const attending = widths.filter((_, stage) => mixers[stage] === 'attention');
	const assume = (base: Config): Config => ({
		headWidth: headWidthFor(attending, base),
		// Without a scale of its own an activation leaves no trace, but it is not this one.
		...(!star && base['activation'] === 'starRelu' ? { activation: 'gelu' } : {})
	});
	return [{ read, assume }];
}

/** sail-sg's PoolFormer V2 and IdentityFormer differ in nothing that has weights. */
function likelyMetaFormer({ author, called, shapes }: FileFacts): Likely {
	const { depths = [], mixers = [], layerScale = true } = guessMetaFormer(shapes)[0]?.read ?? {};
	const pools = Array.isArray(mixers) && mixers.length > 0 && mixers.every((one) => one === 'pool');
	if (author !== 'sail-sg' || layerScale === true || !pools || !Array.isArray(depths)) return {};
	const isIdentity = /identity/i.test(called);
	const reason = isIdentity
		? 'the file is called an IdentityFormer; PoolFormer V2 has the same weights, and pools'
		: 'as in PoolFormer V2; IdentityFormer has the same weights, and mixes nothing';
	return { mixers: { value: depths.map(() => (isIdentity ? 'none' : 'pool')), reason } };
}

export const checkpoints: CheckpointReader = {
	networks: ['MetaFormer'],
	marks: [/stages\.0\.blocks\.0\.norm1\.weight$/],
	guess: guessMetaFormer,
	likely: likelyMetaFormer,
	namings: metaFormerNamings
};

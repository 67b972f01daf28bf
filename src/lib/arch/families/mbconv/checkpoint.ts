import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { range, size, type Guess, type Shapes } from '../weight-shapes.ts';
import { blockShapesOf, readBlocks, type BlockShape } from './reading/block-shapes.ts';
import { fitRows, usualGroup, type FittedRow, type Gates } from './reading/fit-rows.ts';
import type { MBConvConfig } from './config.ts';
import { ofFour } from './rows.ts';
import { mbconvNamings } from './namings.ts';
import { mbconvPresets } from './presets.ts';

/** Settings of rows that leave a trace in a file. */
const TOLD = [
	'depths',
	'widths',
	'begins',
	'blocks',
	'kernels',
	'startKernels',
	'kernelCounts',
	'expandParts',
	'projectParts',
	'expansions',
	'hiddenWidths',
	'groupWidths',
	'spaceToDepth',
	'seRatios'
] as const satisfies readonly (keyof MBConvConfig)[];

const GATES: readonly Gates[] = (['input', 'hidden'] as const).flatMap((seFrom) =>
	(['whole', 'eights', 'close-eights'] as const).map((seRound) => ({ seFrom, seRound }))
);

const isGated = (blocks: readonly BlockShape[]): boolean =>
	blocks.some(({ squeezed }) => squeezed > 0);

/** The rows of presets that have these very blocks, as their authors wrote them. */
function readAsPreset(blocks: readonly BlockShape[]): Config | null {
	const wanted = JSON.stringify(blocks);
	for (const { config } of mbconvPresets.values()) {
		if (ofFour(config.stemWidth, blocks[0]?.spaceToDepth === true) !== blocks[0]?.entering)
			continue;
		if (JSON.stringify(blockShapesOf(config)) !== wanted) continue;
		const gates = isGated(blocks) ? { seFrom: config.seFrom, seRound: config.seRound } : {};
		return { ...Object.fromEntries(TOLD.map((key) => [key, config[key]])), ...gates };
	}
	return null;
}

/** The rows that the blocks fall into by themselves. */
function readAsRows(blocks: readonly BlockShape[]): Config | null {
	for (const gates of GATES) {
		const rows = fitRows(blocks, gates);
		if (!rows) continue;
		const each = <T>(of: (row: FittedRow, before: FittedRow | undefined) => T) =>
			rows.map((row, i) => of(row, rows[i - 1]));
		return {
			depths: each(({ depth }) => depth),
			widths: each(({ first }) => first.width),
			begins: each(({ first }, before) => (first.stage === before?.first.stage ? 'row' : 'stage')),
			blocks: each(({ first }) => first.block),
			kernels: each(({ first: { kernel, spaceToDepth } }) =>
				spaceToDepth ? 2 * kernel - 1 : kernel || 3
			),
			spaceToDepth: each(({ first }) => (first.spaceToDepth ? 'on' : 'off')),
			startKernels: each(({ first }) => first.startKernel || 3),
			kernelCounts: each(({ first }) => first.kernelCount),
			expandParts: each(({ first }) => first.expandParts),
			projectParts: each(({ first }) => first.projectParts),
			hiddenWidths: each(({ hiddenWidth }) => hiddenWidth),
			expansions: each(({ expansion }) => expansion),
			groupWidths: each(({ first }) => usualGroup(first)),
			seRatios: each(({ seRatio }) => seRatio),
			...(isGated(blocks) ? gates : {})
		};
	}
	return null;
}

function readHead(shapes: Shapes): Config {
	const headWidth = size(shapes, 'conv_head.weight', 0);
	if (headWidth === 0 || shapes.has('bn2.weight'))
		return { headWidth, ...(headWidth > 0 ? { head: 'conv-pool' } : {}) };
	const form = shapes.has('norm_head.weight') ? 'norm' : 'plain';
	const headForm = shapes.has('conv_head.bias') ? 'bias' : form;
	return { headWidth, head: 'pool-conv', headForm };
}

const divides = (shapes: Shapes, group: number): boolean =>
	[...shapes].every(
		([name, [channels = 0]]) =>
			!/bn\d?\.weight$|norm_head\.weight$/.test(name) || channels % group === 0
	);

/** What leaves no trace, in so many rows: the preset's where it has as many, else what most rows have. */
function assume(base: Config, read: Config, shapes: Shapes): Config {
	const { depths, begins, blocks, spaceToDepth } = read as MBConvConfig;
	const usual = Number(base['normGroup']);
	const preset = base as MBConvConfig;
	const alike = preset.depths.length === depths.length;
	const all = <T>(value: T) => range(depths.length).map(() => value);
	const strides = begins.map((begin, i) => {
		if (blocks[i] === 'universal-ffn' || spaceToDepth[i] === 'on') return 1;
		return alike ? (preset.strides[i] ?? 1) : i > 0 && begin === 'stage' ? 2 : 1;
	});
	return {
		...(read['norm'] === undefined && preset.norm === 'batch' ? { norm: 'group' } : {}),
		...(read['norm'] === 'batch' || divides(shapes, usual) ? {} : { normGroup: 1 }),
		strides,
		...(alike ? {} : { shortcuts: all('on'), activations: all('own') })
	};
}

/** All ways to read a file as an MBConv network; none when it has not such names. */
function guessMBConv(shapes: Shapes): readonly Guess[] {
	const blocks = readBlocks(shapes);
	const rows = readAsPreset(blocks) ?? readAsRows(blocks);
	if (blocks.length === 0 || !rows) return [];
	const read: Config = {
		...rows,
		...readHead(shapes),
		...(shapes.has('bn1.running_mean') ? { norm: 'batch' } : {}),
		stemWidth: size(shapes, 'conv_stem.weight', 0),
		stemKernel: size(shapes, 'conv_stem.weight', 2),
		channels: size(shapes, 'conv_stem.weight', 1),
		classes: size(shapes, 'classifier.weight', 0)
	};
	return [{ read, assume: (base) => assume(base, read, shapes) }];
}

export const checkpoints: CheckpointReader = {
	networks: ['EfficientNet', 'MobileNet'],
	marks: [/conv_stem\.weight$/],
	guess: guessMBConv,
	namings: mbconvNamings
};

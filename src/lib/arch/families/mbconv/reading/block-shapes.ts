import { range, size, type Shapes } from '../../weight-shapes.ts';
import type { BlockKind, MBConvConfig } from '../config.ts';
import {
	hiddenWidth,
	kernelOf,
	laterBlock,
	ofFour,
	rowsOf,
	squeezedWidth,
	type Row
} from '../rows.ts';

/** All of a block that its weights show. An activation at its end has none: `separable` stands for both. */
export type BlockShape = Readonly<{
	stage: number;
	block: Exclude<BlockKind, 'separable-act'>;
	entering: number;
	hidden: number;
	width: number;
	/** Whether it begins with space to depth, whose channels then enter. */
	spaceToDepth: boolean;
	/** 0 where there is no such convolution. */
	kernel: number;
	startKernel: number;
	/** Convolutions side by side. */
	kernelCount: number;
	expandParts: number;
	projectParts: number;
	/** Channels of a group of the spatial convolution. */
	groupWidth: number;
	/** Channels inside the gate; 0 without one. */
	squeezed: number;
}>;

/** A block's spatial convolution, by which blocks are told apart, and where its other parts stand. */
type Names = Readonly<{
	/** Depthwise first convolution, spatial, one that only this block has, and the last one. */
	start?: string;
	spatial?: string;
	expand?: string;
	last: string;
}>;

const universal = { expand: 'pw_exp.conv', last: 'pw_proj.conv' };

/** Names of convolutions, those of a block with more of them first. */
const names: readonly (readonly [BlockShape['block'], Names])[] = [
	['universal-extra', { ...universal, start: 'dw_start.conv', spatial: 'dw_mid.conv' }],
	['universal-start', { ...universal, start: 'dw_start.conv' }],
	['universal', { ...universal, spatial: 'dw_mid.conv' }],
	['universal-ffn', universal],
	['inverted', { expand: 'conv_pw', spatial: 'conv_dw', last: 'conv_pwl' }],
	['fused', { spatial: 'conv_exp', last: 'conv_pwl' }],
	['separable', { spatial: 'conv_dw', last: 'conv_pw' }],
	['conv', { spatial: 'conv', last: 'conv' }]
];

const weight = (path: string, name: string | undefined): string => `${path}.${name ?? ''}.weight`;

/** Weights of a convolution, or of several side by side (timm's MixedConv2d). */
function weightsOf(shapes: Shapes, path: string, name: string | undefined): readonly string[] {
	if (name === undefined) return [];
	const whole = weight(path, name);
	if (shapes.has(whole)) return [whole];
	return range(MOST_PARTS)
		.map((part) => weight(path, `${name}.${part}`))
		.filter((part) => shapes.has(part));
}

/** A block of a file by its path; `null` where there is none. */
function blockAt(shapes: Shapes, path: string, stage: number, before: number): BlockShape | null {
	const found = names.find(([, parts]) =>
		Object.values(parts).every((name) => weightsOf(shapes, path, name).length > 0)
	);
	if (!found) return null;
	const [block, parts] = found;
	const spaceToDepth = shapes.has(weight(path, 'conv_s2d'));
	const entering = ofFour(before, spaceToDepth);
	const each = (name: string | undefined, axis: number) =>
		weightsOf(shapes, path, name).map((part) => size(shapes, part, axis));
	const of = (name: string | undefined, axis: number) => each(name, axis)[0] ?? 0;
	const sum = (name: string | undefined, axis: number) =>
		each(name, axis).reduce((all, channels) => all + channels, 0);
	const count = (name: string | undefined) => Math.max(1, each(name, 0).length);
	const inGroup = of(parts.spatial ?? parts.start, 1);
	const hidden = block === 'conv' ? entering : sum(parts.last, 1);
	return {
		stage,
		block,
		entering,
		hidden,
		width: sum(parts.last, 0),
		spaceToDepth,
		kernel: of(parts.spatial, 2),
		startKernel: of(parts.start, 2),
		kernelCount: count(parts.spatial),
		expandParts: count(parts.expand),
		projectParts: count(parts.last),
		// timm counts the groups of a fused block's convolution by what leaves it.
		groupWidth: block === 'fused' ? (inGroup * hidden) / entering : inGroup,
		squeezed: size(shapes, `${path}.se.conv_reduce.weight`, 0)
	};
}

const MOST = 1000;
const MOST_PARTS = 8;

/** The blocks of a file in order; none where it is no such network. */
export function readBlocks(shapes: Shapes): readonly BlockShape[] {
	const blocks: BlockShape[] = [];
	let entering = size(shapes, 'conv_stem.weight', 0);
	for (const stage of range(MOST)) {
		const before = blocks.length;
		for (const index of range(MOST)) {
			const block = blockAt(shapes, `blocks.${stage}.${index}`, stage + 1, entering);
			if (!block) break;
			blocks.push(block);
			entering = block.width;
		}
		if (blocks.length === before) break;
	}
	return blocks;
}

const hasMiddle = (block: BlockKind): boolean =>
	block !== 'universal-start' && block !== 'universal-ffn';
const hasStart = (block: BlockKind): boolean =>
	block === 'universal-extra' || block === 'universal-start';

/** Channels of a group of a row's convolution as a file has them. */
function groupWidthOf(row: Row, entering: number, hidden: number): number {
	if (row.block === 'universal-ffn') return 0;
	if (row.groupWidth > 0) return row.groupWidth;
	if (row.block === 'conv') return entering;
	return row.block === 'fused' ? hidden : 1;
}

/** The blocks that a configuration makes. */
export function blockShapesOf(config: MBConvConfig): readonly BlockShape[] {
	let entering = config.stemWidth;
	return rowsOf(config).flatMap((row) =>
		range(row.depth).map((index): BlockShape => {
			const one = index === 0 ? row : laterBlock(row);
			const { spaceToDepth } = one;
			entering = ofFour(entering, spaceToDepth);
			const hidden = hiddenWidth(row, entering);
			const gated = row.seRatio > 0 && row.block !== 'conv';
			const shape: BlockShape = {
				stage: row.stage,
				block: row.block === 'separable-act' ? 'separable' : row.block,
				entering,
				hidden,
				width: row.width,
				spaceToDepth,
				kernel: hasMiddle(row.block) ? kernelOf(one) : 0,
				startKernel: hasStart(row.block) ? row.startKernel : 0,
				kernelCount: row.kernelCount,
				expandParts: row.expandParts,
				projectParts: row.projectParts,
				groupWidth: groupWidthOf(row, entering, hidden),
				squeezed: gated ? squeezedWidth(config, one, hidden, entering) : 0
			};
			entering = row.width;
			return shape;
		})
	);
}

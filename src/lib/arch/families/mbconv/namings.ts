import { pick, type Naming, type NamingRule } from '../naming.ts';
import { size } from '../weight-shapes.ts';

/** A torchvision name of a convolution with its norm, `0` and `1`, at a path of timm's. */
const convNorm = (at: string, conv: string, norm: string): string => (at === '0' ? conv : norm);

const before = (n: string, by: number): number => Number(n) - by;

const SE = { fc1: 'conv_reduce', fc2: 'conv_expand' };

/** torchvision pads as PyTorch does, and takes over TensorFlow's epsilon in some of its networks. */
const saying = (eps: '1e-5' | '1e-3') => () => ({ eps, padding: 'pytorch' });
const plain = saying('1e-5');
const asTensorFlow = saying('1e-3');

/** Channels before the classifier from which on torchvision's EfficientNets have it: those of the B5. */
const WIDE = 2048;

/** Blocks of MobileNetV2's stages, which torchvision numbers through. */
const V2_BLOCKS = [1, 2, 3, 4, 3, 3, 1];
/** Those of MobileNetV3 Large and Small. */
const V3_LARGE = [1, 2, 3, 4, 2, 3];
const V3_SMALL = [1, 2, 3, 2, 3];

/** The path of a block by its number among all, from 1. */
function placeOf(depths: readonly number[], n: string): string {
	let index = Number(n) - 1;
	for (const [stage, depth] of depths.entries()) {
		if (index < depth) return `blocks.${stage}.${index}`;
		index -= depth;
	}
	return `blocks.${depths.length}.${index}`;
}

/** torchvision's parts of an inverted residual, by number: two at a time, a convolution and its norm. */
const INVERTED = [
	['conv_pw', 'bn1'],
	['conv_dw', 'bn2'],
	['conv_pwl', 'bn3']
] as const;

const mobilenetV2: Naming = {
	author: 'torchvision',
	mark: /features\.1\.conv\.0\.0\.weight$/,
	says: plain,
	rules: [
		[/^features\.0\.([01])\.(.+)$/, (at, rest) => `${convNorm(at, 'conv_stem', 'bn1')}.${rest}`],
		[/^features\.18\.([01])\.(.+)$/, (at, rest) => `${convNorm(at, 'conv_head', 'bn2')}.${rest}`],
		[
			/^features\.1\.conv\.0\.([01])\.(.+)$/,
			(at, rest) => `blocks.0.0.${convNorm(at, 'conv_dw', 'bn1')}.${rest}`
		],
		[
			/^features\.1\.conv\.([12])\.(.+)$/,
			(at, rest) => `blocks.0.0.${at === '1' ? 'conv_pw' : 'bn2'}.${rest}`
		],
		[
			/^features\.(\d+)\.conv\.([01])\.([01])\.(.+)$/,
			(n, part, at, rest) =>
				`${placeOf(V2_BLOCKS, n)}.${INVERTED[Number(part)]?.[Number(at)] ?? ''}.${rest}`
		],
		[
			/^features\.(\d+)\.conv\.([23])\.(.+)$/,
			(n, at, rest) => `${placeOf(V2_BLOCKS, n)}.${at === '2' ? 'conv_pwl' : 'bn3'}.${rest}`
		],
		[/^classifier\.1\.(.+)$/, 'classifier.$1']
	]
};

/** A gate stands between a block's second and third part; its first block has no expansion. */
function mobilenetV3(depths: readonly number[]): Naming {
	const last = depths.reduce((sum, depth) => sum + depth, 0) + 1;
	return {
		author: 'torchvision',
		mark: new RegExp(`features\\.${last}\\.0\\.weight$`),
		says: asTensorFlow,
		rules: [
			[/^features\.0\.([01])\.(.+)$/, (at, rest) => `${convNorm(at, 'conv_stem', 'bn1')}.${rest}`],
			[
				new RegExp(`^features\\.${last}\\.([01])\\.(.+)$`),
				(at, rest) => `blocks.${depths.length}.0.${convNorm(at, 'conv', 'bn1')}.${rest}`
			],
			[
				/^features\.(\d+)\.block\.\d+\.(fc[12])\.(.+)$/,
				(n, fc, rest) => `${placeOf(depths, n)}.se.${pick(SE, fc)}.${rest}`
			],
			[
				/^features\.1\.block\.(\d)\.([01])\.(.+)$/,
				(part, at, rest) =>
					`blocks.0.0.${part === '0' ? convNorm(at, 'conv_dw', 'bn1') : convNorm(at, 'conv_pw', 'bn2')}.${rest}`
			],
			[
				/^features\.(\d+)\.block\.(\d)\.([01])\.(.+)$/,
				(n, part, at, rest) =>
					`${placeOf(depths, n)}.${INVERTED[Math.min(2, Number(part))]?.[Number(at)] ?? ''}.${rest}`
			],
			[/^classifier\.0\.(.+)$/, 'conv_head.$1'],
			[/^classifier\.3\.(.+)$/, 'classifier.$1']
		]
	};
}

/** Stem and head: a convolution and its norm without a block around them. */
const ends: NamingRule = [
	/^features\.(\d+)\.([01])\.([a-z_]+)$/,
	(n, at, rest) =>
		`${n === '0' ? convNorm(at, 'conv_stem', 'bn1') : convNorm(at, 'conv_head', 'bn2')}.${rest}`
];
const gates: NamingRule = [
	/^features\.(\d+)\.(\d+)\.block\.\d\.(fc[12])\.(.+)$/,
	(n, block, fc, rest) => `blocks.${before(n, 1)}.${block}.se.${pick(SE, fc)}.${rest}`
];
const invertedParts: NamingRule = [
	/^features\.(\d+)\.(\d+)\.block\.(\d)\.([01])\.(.+)$/,
	(n, block, part, at, rest) =>
		`blocks.${before(n, 1)}.${block}.${INVERTED[Math.min(2, Number(part))]?.[Number(at)] ?? ''}.${rest}`
];
const classifier: NamingRule = [/^classifier\.1\.(.+)$/, 'classifier.$1'];

const efficientNet: Naming = {
	author: 'torchvision',
	mark: /features\.1\.0\.block\.1\.fc1\.weight$/,
	says: (shapes) => (size(shapes, 'conv_head.weight', 0) < WIDE ? plain() : asTensorFlow()),
	rules: [
		ends,
		gates,
		[
			/^features\.1\.(\d+)\.block\.(\d)\.([01])\.(.+)$/,
			(block, part, at, rest) =>
				`blocks.0.${block}.${part === '0' ? convNorm(at, 'conv_dw', 'bn1') : convNorm(at, 'conv_pw', 'bn2')}.${rest}`
		],
		invertedParts,
		classifier
	]
};

/** Its first three stages are fused, the first of them without an expansion. Asked after EfficientNet. */
const efficientNetV2: Naming = {
	author: 'torchvision',
	mark: /features\.1\.0\.block\.0\.0\.weight$/,
	says: asTensorFlow,
	rules: [
		ends,
		gates,
		[
			/^features\.1\.(\d+)\.block\.0\.([01])\.(.+)$/,
			(block, at, rest) => `blocks.0.${block}.${convNorm(at, 'conv', 'bn1')}.${rest}`
		],
		[
			/^features\.([23])\.(\d+)\.block\.(\d)\.([01])\.(.+)$/,
			(n, block, part, at, rest) =>
				`blocks.${before(n, 1)}.${block}.${part === '0' ? convNorm(at, 'conv_exp', 'bn1') : convNorm(at, 'conv_pwl', 'bn2')}.${rest}`
		],
		invertedParts,
		classifier
	]
};

/** Modules in a row, of which every third is an activation without weights. */
const MNAS_OUTER = { 0: 'conv_stem', 1: 'bn1', 14: 'conv_head', 15: 'bn2' };
const MNAS_FIRST = { 3: 'conv_dw', 4: 'bn1', 6: 'conv_pw', 7: 'bn2' };
const MNAS_BLOCK = {
	0: 'conv_pw',
	1: 'bn1',
	3: 'conv_dw',
	4: 'bn2',
	6: 'conv_pwl',
	7: 'bn3'
};

const mnasNet: Naming = {
	author: 'torchvision',
	mark: /layers\.8\.0\.layers\.0\.weight$/,
	says: plain,
	rules: [
		[/^layers\.([01]|1[45])\.([a-z_]+)$/, (at, rest) => `${pick(MNAS_OUTER, at)}.${rest}`],
		[/^layers\.([3467])\.([a-z_]+)$/, (at, rest) => `blocks.0.0.${pick(MNAS_FIRST, at)}.${rest}`],
		[
			/^layers\.(\d+)\.(\d+)\.layers\.(\d)\.(.+)$/,
			(n, block, at, rest) => `blocks.${before(n, 7)}.${block}.${pick(MNAS_BLOCK, at)}.${rest}`
		],
		classifier
	]
};

/** torchvision's names; an earlier one is taken before a later one whose mark is there too. */
export const mbconvNamings: readonly Naming[] = [
	mobilenetV2,
	mobilenetV3(V3_LARGE),
	mobilenetV3(V3_SMALL),
	efficientNet,
	efficientNetV2,
	mnasNet
];

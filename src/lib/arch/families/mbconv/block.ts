import { chain, residual, type Chain, type NamedNet } from '../../net.ts';
import type { StageStride } from '../output-stride.ts';
import type { BlockKind, MBConvConfig } from './config.ts';
import { antialiased, conv, gate, normed, sideBySide } from './parts.ts';
import { hiddenWidth, kernelOf, ofFour, type Row } from './rows.ts';

/** A convolution of a block and the norm after it, under timm's names. */
type Step = Readonly<{
	conv: string;
	norm: string;
	out: number;
	kernel?: number;
	/** Convolutions side by side; of a depthwise one each has a kernel 2 larger than the one before. */
	count?: number;
	/** What it is split into where the row does not say: a group for each channel, or one. */
	usual?: 'depthwise' | 'dense';
	/** Whether the row's stride is its own. */
	strides?: boolean;
	act: boolean;
	/** Whether a gate follows. */
	gated?: boolean;
}>;

const sub = (name: string) => ({ conv: `${name}.conv`, norm: `${name}.bn` });

function universal(block: BlockKind, row: Row, entering: number, hidden: number): readonly Step[] {
	const start = block === 'universal-extra' || block === 'universal-start';
	const middle = block === 'universal' || block === 'universal-extra';
	const depthwise = { usual: 'depthwise' } as const;
	return [
		...(start
			? [
					{
						...sub('dw_start'),
						...depthwise,
						out: entering,
						kernel: row.startKernel,
						strides: !middle,
						act: false
					}
				]
			: []),
		{ ...sub('pw_exp'), out: hidden, act: true, gated: !middle },
		...(middle
			? [
					{
						...sub('dw_mid'),
						...depthwise,
						out: hidden,
						kernel: row.kernel,
						strides: true,
						act: true,
						gated: true
					}
				]
			: []),
		{ ...sub('pw_proj'), out: row.width, act: false }
	];
}

/** The convolutions of a block, in order, given the channels that enter or what space to depth makes of them. */
function stepsOf(row: Row, entering: number): readonly Step[] {
	const hidden = hiddenWidth(row, entering);
	const spatial = { kernel: kernelOf(row), strides: true, act: true } as const;
	const { width } = row;
	switch (row.block) {
		case 'conv':
			return [{ conv: 'conv', norm: 'bn1', out: width, usual: 'dense', ...spatial }];
		case 'separable':
		case 'separable-act':
			return [
				{ conv: 'conv_dw', norm: 'bn1', out: hidden, usual: 'depthwise', gated: true, ...spatial },
				{ conv: 'conv_pw', norm: 'bn2', out: width, act: row.block === 'separable-act' }
			];
		case 'inverted':
			return [
				{ conv: 'conv_pw', norm: 'bn1', out: hidden, act: true, count: row.expandParts },
				{
					conv: 'conv_dw',
					norm: 'bn2',
					out: hidden,
					usual: 'depthwise',
					gated: true,
					count: row.kernelCount,
					...spatial
				},
				{ conv: 'conv_pwl', norm: 'bn3', out: width, act: false, count: row.projectParts }
			];
		case 'fused':
			return [
				{ conv: 'conv_exp', norm: 'bn1', out: hidden, usual: 'dense', gated: true, ...spatial },
				{ conv: 'conv_pwl', norm: 'bn2', out: width, act: false }
			];
		default:
			return universal(row.block, row, entering, hidden);
	}
}

/** Groups of a step's convolution. timm counts those of a `conv` by what enters, of a `fused` by what leaves. */
function groupsOf({ usual, out }: Step, row: Row, entering: number): number {
	const channels = row.block === 'conv' ? entering : out;
	if (!usual) return 1;
	if (row.groupWidth === 0) return usual === 'depthwise' ? channels : 1;
	return channels / row.groupWidth;
}

/** What space to depth begins a block with. */
const spaceToDepth = (config: MBConvConfig, row: Row, out: number): readonly NamedNet[] => [
	['conv_s2d', conv(out, { kernel: 2, stride: 2 })],
	...normed(config, 'bn_s2d', out, row.activation)
];

/** A block of a row, given the channels that enter it. */
export function block(
	config: MBConvConfig,
	row: Row,
	entering: number,
	{ stride, first: dilation }: StageStride
): Chain {
	const folded = ofFour(entering, row.spaceToDepth);
	let channels = folded;
	const body = chain([
		...(row.spaceToDepth ? spaceToDepth(config, row, folded) : []),
		...stepsOf(row, folded).flatMap((step): readonly NamedNet[] => {
			const entered = channels;
			const groups = groupsOf(step, row, entered);
			channels = step.out;
			const halving = step.strides && stride > 1 ? antialiased(config) : null;
			return [
				[
					step.conv,
					sideBySide(step.count ?? 1, entered, step.out, (out, i) =>
						conv(out, {
							kernel: (step.kernel ?? 1) + (step.usual ? 2 * i : 0),
							stride: step.strides && !halving ? stride : 1,
							dilation,
							groups: step.usual ? (groups * out) / step.out : groups,
							same: config.padding === 'same'
						})
					)
				],
				...normed(config, step.norm, step.out, step.act ? row.activation : null),
				// Where the norm stands.
				halving && [step.norm.replace(/bn\d?$/, 'aa'), halving],
				step.gated && row.seRatio > 0 ? ['', gate(config, row, step.out, folded)] : null
			];
		})
	]);
	const skips = row.shortcut && stride === 1 && !row.spaceToDepth && entering === row.width;
	return chain([['', skips ? residual(body, null) : body]], 'block');
}

import { sidesOf, sidesText, type LayerOp } from '../arch/net.ts';
import { isPointwise } from '../arch/ops/matrix.ts';
import { extentOf } from '../arch/ops/windowed.ts';
import { usesOwn } from '../runtimes/kernel-sets.ts';
import { arrangementOf } from '../runtimes/plan/conv-arrangement.ts';
import { hasTiles } from '../runtimes/plan/conv-tiles.ts';
import { rareEpilogue, withEpilogues } from './epilogues.ts';
import type { KernelClass, Of } from './kernel-class.ts';
import { loneStep } from '../runtimes/plan/lone-step.ts';
import { between, CHANNELS, isRow, vectorWidth, lastOf, odd, sideFor, stepSize } from './sizes.ts';

export function linear({ op, step, where }: Of<'linear'>): KernelClass {
	const into = lastOf(step.layer.in);
	const single = isRow(step.layer.in);
	return {
		key: `linear${single ? ', one row' : ''}${vectorWidth(into)}${op.out % 4 === 0 ? '' : ' to odd'}`,
		sampling() {
			const epilogue = withEpilogues(where, step);
			return {
				features: single
					? ['call', 'weights', 'output']
					: ['call', 'macs', 'input', 'output', 'weights', ...epilogue.features],
				count: single ? 7 : 12 + epilogue.more,
				vary([a, b, c, end]) {
					const out = odd(between(b, 40, 3072, 8), op.out);
					if (single)
						return loneStep(
							{ ...op, out: odd(between(b, 100, 2000, 4), op.out) },
							[odd(between(a, 192, 2048, 8), into)],
							rareEpilogue(step) ? epilogue.of(end) : []
						);
					return loneStep(
						{ ...op, out },
						[between(c, 40, 3500), odd(between(a, 40, 3072, 8), into)],
						epilogue.of(end)
					);
				}
			};
		}
	};
}

/** A kernel's size and gaps, in the name of its class. */
const kernelText = ({ kernel, dilation = 1 }: LayerOp<'conv'>): string =>
	`${sidesText(kernel)}${dilation > 1 ? ` dilated by ${dilation}` : ''}`;

/** The shorter side of a map on which any kernel fits. */
function leastSide(op: LayerOp<'conv'>): number {
	const padding = op.padding === 'same' ? Infinity : Math.min(...sidesOf(op.padding));
	return Math.max(
		1,
		extentOf({ kernel: Math.max(...sidesOf(op.kernel)), dilation: op.dilation ?? 1 }) - 2 * padding
	);
}

type Sides = readonly [low: number, high: number];

/** Sides of maps that are measured; where ours for WebAssembly compute in tiles; and those too small for it. */
const SIDES: Sides = [7, 64];
const SIDES_IN_TILES: Sides = [14, 64];
const SIDES_TOO_SMALL: Sides = [4, 8];

/** Whether a convolution is computed in tiles, and on which maps others are computed as it is. */
function tiling({ op, step, where }: Of<'conv'>) {
	const { in: x, out } = step.layer;
	const could = where.backend === 'wasm' && usesOwn(where.backend, where.kernels);
	const inTiles = could && hasTiles(op, x, out);
	const wouldBe = could && hasTiles(op, x, [64, 64, op.out]);
	const sides = inTiles ? SIDES_IN_TILES : wouldBe ? SIDES_TOO_SMALL : SIDES;
	return { inTiles, sides };
}

/** On a map that was summed up: as a product of one row. */
function pointwiseRow({ op, step, where }: Of<'conv'>): KernelClass {
	const into = lastOf(step.layer.in);
	return {
		key: `conv 1 × 1, one row${vectorWidth(into)}${op.out % 4 === 0 ? '' : ' to odd'}`,
		sampling() {
			const rare = rareEpilogue(step);
			const epilogue = withEpilogues(where, step);
			return {
				features: ['call', 'weights', 'output'],
				count: 7,
				vary: ([a, b, , end]) =>
					loneStep(
						{ ...op, out: odd(between(b, 4, 1536, 4), op.out) },
						[1, 1, odd(between(a, 4, 1536, 4), into)],
						rare ? epilogue.of(end) : []
					)
			};
		}
	};
}

function dense(of: Of<'conv'>): KernelClass {
	const { op, step, where } = of;
	const { inTiles, sides } = tiling(of);
	const into = lastOf(step.layer.in);
	const few = into < 4;
	const pointwise = isPointwise(op.kernel);
	/** Of a square with as many positions. */
	const kernelSide = Math.sqrt(sidesOf(op.kernel).reduce((all, side) => all * side, 1));
	const kernel = kernelText(op);
	const { stride } = op;
	if (pointwise && isRow(step.layer.in)) return pointwiseRow(of);
	return {
		key: `conv ${kernel}${inTiles ? ', in tiles' : ''}${stride > 1 ? ` / ${stride}` : ''}${vectorWidth(into)}${op.out % 4 === 0 ? '' : ' to odd'}`,
		sampling() {
			const epilogue = withEpilogues(where, step);
			return {
				features: [
					'call',
					'macs',
					...(pointwise ? [] : ['inside' as const]),
					'input',
					'output',
					'weights',
					...epilogue.features
				],
				count: (few ? 7 : pointwise ? 12 : 10) + epilogue.more,
				vary([a, b, c, end]) {
					const side = Math.max(
						leastSide(op),
						few ? between(c, 64, 256, stride) : between(c, ...sides)
					);
					const channels = few ? into : odd(between(a, 32, 1536 / Math.sqrt(kernelSide), 8), into);
					const out = odd(between(b, 32, few ? 256 : 1536 / Math.sqrt(kernelSide), 8), op.out);
					return loneStep({ ...op, out }, [side, side, channels], epilogue.of(end));
				}
			};
		}
	};
}

/** Channels of a group, each measured in turn. */
const MEMBERS = [4, 8, 16, 32, 64];
const ODD_MEMBERS = [2, 3, 6, 10];
const MANY_GROUPS = [16, 64] as const;
const FEW_GROUPS = [4, 32] as const;

function grouped({ op, step, where }: Of<'conv'>): KernelClass {
	const into = lastOf(step.layer.in);
	const kernel = kernelText(op);
	const { stride } = op;
	const own = usesOwn(where.backend, where.kernels);
	const members = into / op.groups;
	const arrangement = own ? null : arrangementOf(op, into, where.backend);
	/** Sizes of groups that are computed alike. */
	const alike = (groups: number): readonly number[] =>
		(members % 4 === 0 ? MEMBERS : ODD_MEMBERS).filter(
			(each) =>
				arrangement === null ||
				arrangementOf({ ...op, groups }, groups * each, where.backend) === arrangement
		);
	return {
		key: `grouped conv ${kernel}${stride > 1 ? ` / ${stride}` : ''}${arrangement ? `, ${arrangement}` : ''}${vectorWidth(4 + members)}`,
		sampling() {
			const epilogue = withEpilogues(where, step);
			return {
				features: [
					'call',
					'groups',
					'macs',
					'inside',
					'input',
					'output',
					'products',
					'weights',
					...epilogue.features
				],
				count: 12 + epilogue.more,
				vary([a, b, , end], i) {
					const [fewest, most] = arrangement === 'split' ? FEW_GROUPS : MANY_GROUPS;
					const groups = between(a, fewest, most, 4);
					const sizes = alike(groups);
					const channels = groups * (sizes[i % sizes.length] ?? members);
					const side = Math.max(leastSide(op), between(b, 7 * stride, 60));
					return loneStep(
						{ ...op, groups, out: channels },
						[side, side, channels],
						epilogue.of(end)
					);
				}
			};
		}
	};
}

function depthwise({ op, step, where }: Of<'conv'>): KernelClass {
	const kernel = kernelText(op);
	const { stride } = op;
	const into = lastOf(step.layer.in);
	return {
		key: `depthwise ${kernel}${stride > 1 ? ` / ${stride}` : ''}${vectorWidth(into)}`,
		sampling() {
			const epilogue = withEpilogues(where, step);
			return {
				features: ['call', 'macs', 'inside', 'input', 'output', 'weights', ...epilogue.features],
				count: 8 + epilogue.more,
				vary([a, b, , end]) {
					const channels = odd(between(a, ...CHANNELS, stepSize(into)), into);
					const side = Math.max(7, leastSide(op), Math.min(64, sideFor(b, channels)));
					return loneStep(
						{ ...op, out: channels, groups: channels },
						[side, side, channels],
						epilogue.of(end)
					);
				}
			};
		}
	};
}

export function convolution(of: Of<'conv'>): KernelClass {
	const into = lastOf(of.step.layer.in);
	if (of.op.groups === 1) return dense(of);
	return of.op.groups === into && of.op.out === into ? depthwise(of) : grouped(of);
}

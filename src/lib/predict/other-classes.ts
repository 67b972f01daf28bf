import { sidesOf, type LayerOp, type OpKind } from '../arch/net.ts';
import { attentionSizes, isShifted } from '../arch/ops/attention.ts';
import type { Step } from '../runtimes/plan/plan.ts';
import { usesOwn } from '../runtimes/kernel-sets.ts';
import type { Feature } from './features.ts';
import { rareEpilogue, withEpilogues } from './epilogues.ts';
import type { KernelClass, Of } from './kernel-class.ts';
import { loneStep } from '../runtimes/plan/lone-step.ts';
import { between, CHANNELS, vectorWidth, lastOf, odd, sideFor } from './sizes.ts';

export function attention({ op, step, where }: Of<'attention'>): KernelClass {
	const { headWidth } = attentionSizes(op, step.layer.in);
	const window = op.window === null ? null : sidesOf(op.window);
	const { windows } = attentionSizes(op, step.layer.in);
	const lone = windows === 1;
	const shifted = isShifted(op) ? (step.rolls ? ', shifted in place' : ', shifted') : '';
	const own = usesOwn(where.backend, where.kernels);
	return {
		key: `attention${window === null ? '' : ` in ${lone ? 'one window' : 'windows'} of ${window.join(' × ')}`}${shifted}, ${headWidth} wide`,
		sampling: () => ({
			features: [
				'call',
				'macs',
				'input',
				'scores',
				...(window === null && own ? ['weights' as const] : [])
			],
			count: 7,
			vary([a, b]) {
				const heads = between(a, 2, window === null ? 12 : 24);
				const channels = 3 * heads * headWidth;
				if (window === null) return loneStep({ ...op, heads }, [between(b, 49, 400), channels], []);
				const times = lone ? 1 : between(b, 2, 8);
				const map = window.map((side) => side * times);
				return loneStep({ ...op, heads }, [...map, channels], [], step.rolls);
			}
		})
	};
}

/** A call over packed queries, keys and values whose heads are so wide, at any number of them. */
const byHeads =
	(
		width: number,
		vary: (heads: number, side: number, channels: number) => Step
	): KernelClass['sampling'] =>
	() => ({
		features: ['call', 'output'],
		count: 6,
		vary([a, b]) {
			const heads = between(a, 1, 24);
			const channels = 3 * heads * width;
			return vary(heads, sideFor(b, channels), channels);
		}
	});

const headWidth = (step: Step, heads: number): number => lastOf(step.layer.in) / 3 / heads;

/** By head: queries and keys take two passes over each, values one. */
export function unitHeads({ op, step }: Of<'unitHeads'>): KernelClass {
	const width = headWidth(step, op.heads);
	return {
		key: `unit heads, ${width} wide`,
		sampling: byHeads(width, (heads, side, channels) =>
			loneStep({ ...op, heads }, [side, side, channels], [])
		)
	};
}

/** By pair: values are copied, and learned angles have a table for each head. */
export function rotary({ op, step }: Of<'rotary'>): KernelClass {
	const width = headWidth(step, op.heads);
	const learned = 'learned' in op.angles;
	return {
		key: `rotary positions, ${op.pairs}, ${width} wide${learned ? ', learned' : ''}`,
		sampling: byHeads(width, (heads, side, channels) =>
			loneStep({ ...op, heads, grid: [side, side] }, [op.skip + side ** 2, channels], [])
		)
	};
}

/** Calls that read what they write, or nearly so. */
export function plain(
	{ op, step, where }: Of<OpKind>,
	features: readonly Feature[] = ['call', 'output'],
	resize: (op: LayerOp, channels: number) => LayerOp = (same) => same
): KernelClass {
	const { layer } = step;
	const into = lastOf(layer.in);
	const isMap = layer.in.length === 3;
	return {
		key: `${op.kind}${isMap ? '' : layer.in.length === 1 ? ' on one row' : ' on tokens'}${vectorWidth(into)}`,
		sampling() {
			const epilogue = withEpilogues(where, step);
			return {
				features: [...features, ...epilogue.features],
				count: 4 + features.length + epilogue.more,
				vary([a, b, , end]) {
					const channels = odd(between(a, ...CHANNELS, 8), into);
					if (layer.in.length === 1)
						return loneStep(resize(op, channels), [channels], epilogue.of(end));
					const side = sideFor(b, channels);
					return loneStep(
						resize(op, channels),
						isMap ? [side, side, channels] : [side ** 2, channels],
						epilogue.of(end)
					);
				}
			};
		}
	};
}

/** Calls on maps whose sizes must divide by something. */
export function onMaps(
	{ op, step, where }: Of<OpKind>,
	key: string,
	of: number,
	resize: (op: LayerOp, side: number) => LayerOp = (same) => same
): KernelClass {
	const into = lastOf(step.layer.in);
	// Maps that are made smaller end as they are; what else is done to them makes a class of its own.
	const ending = rareEpilogue(step) ? withEpilogues(where, step).of : () => [];
	return {
		key: `${key}${vectorWidth(into)}`,
		sampling: () => ({
			features: ['call', 'input', 'output'],
			count: 6,
			vary([a, b, , end]) {
				const channels = odd(between(a, ...CHANNELS, 8), into);
				const side = of * Math.max(1, Math.round(sideFor(b, channels) / of));
				return loneStep(resize(op, side), [side, side, channels], ending(end));
			}
		})
	};
}

import type { LayerOp, OpKind, Shape } from '../arch/net.ts';
import { withEpilogues } from './epilogues.ts';
import type { KernelClass, Of } from './kernel-class.ts';
import { loneStep } from '../runtimes/plan/lone-step.ts';
import { between, CHANNELS, lastOf, sideFor } from './sizes.ts';

/** So many channels, or one more where our kernels are not to take four at once. */
type Fit = (channels: number) => number;

/** Calls on maps or tokens that write as much as they read, or nearly so. */
function moving(
	{ step, where }: Of<OpKind>,
	name: string,
	sizes: readonly number[],
	call: (x: Shape, fit: Fit) => Readonly<{ op: LayerOp; others: readonly Shape[] }>
): KernelClass {
	const isOdd = sizes.some((size) => size % 4 !== 0);
	const fit: Fit = (channels) => (isOdd ? channels + 1 - (channels % 2) : channels);
	const ranks = { 1: ' on one row', 2: ' on tokens' }[step.layer.out.length] ?? '';
	return {
		key: `${name}${ranks}${isOdd ? ', odd' : ''}`,
		sampling() {
			const epilogue = withEpilogues(where, step);
			return {
				features: ['call', 'output', ...epilogue.features],
				count: 6 + epilogue.more,
				vary([a, b, , end]) {
					const channels = fit(between(a, ...CHANNELS, 8));
					const side = sideFor(b, channels);
					const positions = ranks === '' ? [side, side] : ranks === ' on tokens' ? [side ** 2] : [];
					const x = [...positions, channels];
					const { op, others } = call(x, fit);
					return loneStep(op, x, epilogue.of(end), false, others);
				}
			};
		}
	};
}

/** Each channel of a map by one number. */
export const gate = (of: Of<'mul'>): KernelClass =>
	moving(of, 'multiply by channel', [lastOf(of.step.layer.out)], (x) => ({
		op: of.op,
		others: [[...x.slice(0, -1).map(() => 1), lastOf(x)]]
	}));

/** Maps side by side; those that are ranges of others are read no faster. */
export function concat(of: Of<'concat'>): KernelClass {
	const { in: first, others } = of.step.layer;
	return moving(of, `concatenate ${others.length + 1}`, [first, ...others].map(lastOf), (x) => ({
		op: of.op,
		others: others.map(() => x)
	}));
}

export function slice(of: Of<'slice'>): KernelClass {
	const { from, to } = of.op;
	const into = lastOf(of.step.layer.in);
	const share = (to - from) / into;
	return moving(of, 'slice', [from, to, into], (x, fit) => {
		const wanted = Math.round((share * lastOf(x)) / 4) * 4;
		const taken = Math.min(lastOf(x), fit(Math.max(4, wanted)));
		return { op: { kind: 'slice', from: 0, to: taken }, others: [] };
	});
}

import {
	chain,
	IDENTITY,
	joinOf,
	type Chain,
	type Child,
	type Join,
	type Net,
	type Op,
	type Parallel,
	type Shape
} from '../../../../src/lib/arch/net.ts';
import { outputShape, ShapeMismatch } from '../../../../src/lib/arch/ops.ts';

type Choose = (count: number) => number;

const pick = <T>(choose: Choose, all: readonly T[]): T => all[choose(all.length)] as T;

const maybe = (choose: Choose, part: object): object => (choose(2) === 0 ? {} : part);

/** Any operation, as likely as not with what is not usual for it. */
function randomOp(choose: Choose, [, , channels = 1]: Shape): Op {
	const kernel = pick(choose, [1, 2, 3, 5, 7, [1, 11], [5, 1]] as const);
	const stride = pick(choose, [1, 1, 1, 2]);
	const padding = pick(choose, [0, 1, 2, [0, 3], 'same'] as const);
	const eps = pick(choose, [1e-5, 1e-6, 1e-3, 0.00123]);
	const channelsFirst = choose(2) === 0;
	const out = pick(choose, [channels, 2 * channels, 8, 24, 36, 100]);
	const groups = pick(choose, [1, 1, 2, 4, channels]);
	const heads = pick(choose, [1, 2, 4]);
	const ops: readonly (() => object)[] = [
		() => ({
			...{ kind: 'conv', out, kernel, stride, padding, groups, bias: choose(2) === 0 },
			...maybe(choose, { dilation: 2 })
		}),
		() => ({
			kind: 'conv',
			out: channels,
			kernel: 3,
			stride: 1,
			padding: 1,
			groups: channels,
			bias: true
		}),
		() => ({
			...{ kind: 'linear', out: 3 * out, bias: pick(choose, [true, false, 'queries and values']) },
			...maybe(choose, { layout: pick(choose, ['tokens', { window: [7, 2] }, { window: 7 }]) })
		}),
		() => ({ kind: 'channelConv', taps: 3 }),
		() => ({
			...{ kind: 'attention', heads, window: pick(choose, [null, 7]), shift: choose(2) },
			...maybe(choose, { continuous: { trained: choose(3) } })
		}),
		() => ({ kind: 'unitHeads', heads }),
		() => ({ kind: 'shiftWindows', window: 7, shift: choose(4) }),
		() => ({ kind: 'unshiftWindows', height: 12, width: 13, shift: 1 }),
		() => ({ kind: 'mergePatches' }),
		() => ({ kind: 'batchNorm', eps }),
		() => ({
			...{ kind: 'layerNorm', eps, channelsFirst },
			...maybe(choose, { bias: false, library: 'torch' }),
			...maybe(choose, { layout: 'tokens', heads })
		}),
		() => ({ kind: 'rmsNorm', eps, channelsFirst, ...maybe(choose, { heads }) }),
		() => ({ kind: 'simpleNorm', eps, channelsFirst }),
		() => ({ kind: 'groupNorm', groups: heads, eps, ...maybe(choose, { bias: false }) }),
		() => ({ kind: 'grn', eps, channelsFirst }),
		() => ({ kind: pick(choose, ['relu', 'relu6', 'hardsigmoid', 'geluTanh', 'squaredRelu']) }),
		() => ({ kind: 'gelu', ...maybe(choose, { library: 'torch', layout: 'tokens' }) }),
		() => ({ kind: 'maxPool', kernel, stride, padding }),
		() => ({
			...{ kind: 'avgPool', kernel, stride, padding, countPadding: choose(2) === 0 },
			...maybe(choose, { ceil: true })
		}),
		() => ({ kind: 'blurPool', stride }),
		() => ({ kind: 'globalPool', keepDims: true, ...maybe(choose, { head: true }) }),
		() => ({
			...{ kind: 'layerScale' },
			...maybe(choose, { weight: 'gamma' }),
			...maybe(choose, { operator: true })
		}),
		() => ({ kind: pick(choose, ['bias', 'scaleBias']) }),
		() => ({ kind: 'factor', value: pick(choose, [0.5, 2, 1e-7, 0.176776695]) }),
		() => ({ kind: 'slice', from: choose(5), to: 5 + choose(19) })
	];
	return pick(choose, ops)() as Op;
}

/**
 * A block that can be computed, from random numbers: operations, groups and joins that do not fit are
 * left out.
 */
export function randomBlock(choices: readonly number[], x: Shape): Chain {
	let at = 0;
	const choose: Choose = (count) => (choices[at++] ?? 0) % count;
	let count = 0;
	const fresh = (): string => pick(choose, ['', 'mlp.', 'a_1.']) + `n${++count}`;

	type Made = Readonly<{ net: Net; out: Shape }>;

	function list(x: Shape, depth: number, most: number): Readonly<{ net: Chain; out: Shape }> {
		const children: (readonly [string, Net])[] = [];
		let shape = x;
		for (let i = choose(most); i > 0 && at < choices.length; i--) {
			const made = attempt(shape, depth);
			if (!made) continue;
			const unnamed = made.net.kind === 'parallel' || made.net.kind === 'chain';
			children.push([unnamed && choose(2) === 0 ? '' : fresh(), made.net]);
			shape = made.out;
		}
		return { net: chain(children), out: shape };
	}

	// Of these, weights stand beside the operation, under one name for a whole group.
	const once = new Set<string>();
	function isSpent(op: Op): boolean {
		const beside = op.kind === 'unitHeads' || (op.kind === 'linear' && typeof op.bias === 'string');
		const spent = beside && once.has(op.kind);
		if (beside) once.add(op.kind);
		return spent;
	}

	function attempt(x: Shape, depth: number): Made | null {
		try {
			const sort = depth > 0 ? choose(8) : 7;
			if (sort === 0) return list(x, depth - 1, 4);
			if (sort > 2) {
				const op = randomOp(choose, x);
				if (isSpent(op)) return null;
				return { net: op, out: outputShape(op, x) };
			}
			const made = Array.from({ length: 1 + choose(3) }, () => list(x, depth - 1, 4));
			const branches = made.map(({ net }): Child => ({
				name: choose(3) === 0 ? fresh() : '',
				net
			}));
			const identity: Child = { name: '', net: IDENTITY };
			const join = pick(choose, ['add', 'subtract', 'mul', 'concat'] satisfies Join[]);
			const all = branches.length === 1 || choose(2) === 0 ? [...branches, identity] : branches;
			const net: Parallel = { kind: 'parallel', branches: all, join, name: fresh() };
			const outs = [...made.map(({ out }) => out), x].slice(0, all.length);
			const [first = x, ...others] = outs;
			return { net, out: outputShape(joinOf(net), first, others) };
		} catch (error) {
			if (error instanceof ShapeMismatch) return null;
			throw error;
		}
	}

	const { net } = list(x, 4, 10);
	return { ...net, role: 'block' };
}

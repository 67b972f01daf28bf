import fc from 'fast-check';
import { chain, IDENTITY, type Net, type Op } from '../src/lib/arch/net.ts';

const pointwise = (out: number): Op => ({ kind: 'linear', out, bias: true });
const spatial = (out: number): Op => ({
	kind: 'conv',
	out,
	kernel: 3,
	stride: 1,
	padding: 1,
	groups: 1,
	bias: true
});
const relu: Op = { kind: 'relu' };

/** Squeeze-and-excitation: what a map is multiplied by, one value for each channel. */
export const gate = (channels: number, keepDims = true): Net =>
	chain([
		['pool', keepDims ? { kind: 'globalPool', keepDims } : { kind: 'globalPool' }],
		['fc', pointwise(channels)]
	]);

type Grown = Readonly<{ net: Net; out: number }>;

/** Grows a tree from a row of numbers that decide what comes next; all keep the sides of a map. */
function grower(decisions: readonly number[]) {
	let at = 0;
	const next = (below: number): number => (decisions[at++] ?? 0) % below;

	/** A branch that gives so many channels. */
	function branch(channels: number, out: number, depth: number): Net {
		if (channels === out && next(3) === 0) return IDENTITY;
		const inner = sequence(channels, depth - 1);
		return chain([
			['part', inner.net],
			['fit', pointwise(out)]
		]);
	}

	function sum(channels: number, depth: number): Grown {
		const out = next(2) === 0 ? channels : 1 + next(4);
		const branches = Array.from({ length: 2 + next(2) }, (_, i) => ({
			name: `b${i}`,
			net: branch(channels, out, depth)
		}));
		return { net: { kind: 'parallel', branches, join: 'add', name: 'add' }, out };
	}

	function product(channels: number, depth: number): Grown {
		const body = branch(channels, channels, depth);
		const branches = [
			{ name: 'body', net: body },
			{ name: 'gate', net: gate(channels, next(2) === 0) }
		];
		if (next(2) === 0) branches.reverse();
		return { net: { kind: 'parallel', branches, join: 'mul', name: 'mul' }, out: channels };
	}

	/** Channels split among branches, some of which go through as they are. */
	function split(channels: number, depth: number): Grown {
		const cuts = [...new Set([0, next(channels), next(channels), channels])].sort((a, b) => a - b);
		const outs = [0];
		const branches = cuts.slice(1).map((to, i) => {
			const from = cuts[i] ?? 0;
			const inner =
				next(2) === 0 ? sequence(to - from, depth - 1) : { net: IDENTITY, out: to - from };
			outs.push(inner.out);
			const slice: Op = { kind: 'slice', from, to };
			return {
				name: `s${i}`,
				net: chain([
					['slice', slice],
					['part', inner.net]
				])
			};
		});
		if (branches.length < 2) return sum(channels, depth);
		const out = outs.reduce((all, one) => all + one);
		return { net: { kind: 'parallel', branches, join: 'concat', name: 'concat' }, out };
	}

	function part(channels: number, depth: number): Grown {
		const kind = next(depth > 0 ? 6 : 3);
		if (kind === 0) return { net: relu, out: channels };
		const out = 1 + next(6);
		if (kind === 1) return { net: pointwise(out), out };
		if (kind === 2) return { net: spatial(out), out };
		return ([sum, product, split][kind - 3] ?? sum)(channels, depth);
	}

	function sequence(channels: number, depth: number): Grown {
		let out = channels;
		const children = Array.from({ length: next(4) }, (_, i) => {
			const grown = part(out, depth);
			out = grown.out;
			return [`l${i}`, grown.net] as const;
		});
		return { net: chain(children), out };
	}

	return { sequence };
}

/** Channels of the maps that `anyParallels` takes. */
export const CHANNELS = 6;

/** A stem, two blocks of nested branches of every kind and a head. */
export const anyParallels: fc.Arbitrary<Net> = fc
	.array(fc.nat(999), { minLength: 40, maxLength: 160 })
	.map((decisions) => {
		const { sequence } = grower(decisions);
		const first = sequence(CHANNELS, 3);
		const second = sequence(first.out, 3);
		return chain([
			['stem', chain([['conv', spatial(CHANNELS)]], 'stem')],
			[
				'stage',
				chain(
					[
						[
							'0',
							chain(
								[
									['relu', relu],
									['', first.net]
								],
								'block'
							)
						],
						[
							'1',
							chain(
								[
									['', second.net],
									['relu', relu]
								],
								'block'
							)
						]
					],
					'stage'
				)
			],
			[
				'head',
				chain(
					[
						['pool', { kind: 'globalPool' }],
						['fc', pointwise(3)]
					],
					'head'
				)
			]
		]);
	});

import { env } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { attend } from '../../src/lib/benchmark/inspect/attend.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import {
	pooledShares,
	sharesOf,
	windowOf,
	type Attended
} from '../../src/lib/features/attention.ts';
import { attentionsOf } from '../../src/lib/features/attentions.ts';
import { attentionSizes } from '../../src/lib/arch/ops/attention.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallNetwork } from '../small-networks.ts';
import golden from './attention.json' with { type: 'json' };

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

type Expected = Readonly<{
	layers: Readonly<
		Record<
			string,
			readonly Readonly<{
				window: number;
				position: number;
				heads: readonly (readonly number[])[];
			}>[]
		>
	>;
	rollout: readonly number[] | null;
}>;

/** How every layer of attention of a network weighs, for the deterministic image. */
async function attentionOf(name: string, withRollout: boolean) {
	const { net, input, layers } = smallNetwork(name);
	const session = await runtimes.cpu.open();
	try {
		const weights = sourceOf();
		const outputs = layers.map(({ path }) => path);
		const network = await session.compile({
			...{ net, input, batch: 1, kernels: 'ours', weights, outputs }
		});
		const pass = network.feed(deterministicImage(input));
		const found = [];
		for (const { path, op } of attentionsOf(layers)) {
			const last = path === attentionsOf(layers).at(-1)?.path;
			const request = { net, input, path };
			const still = () => Promise.resolve();
			const { attention } = await attend(pass, request, withRollout && last, still);
			if (!attention) throw new Error(`no attention at ${path}`);
			const { rollout, pooling } = attention;
			if (op.kind === 'crossAttention' && pooling) {
				const shares = pooledShares({ ...attention, ...pooling, heads: op.heads });
				found.push({
					path,
					rollout,
					sharesAt: () => ({ shares, positions: [...attention.values.keys()] })
				});
			}
			if (op.kind !== 'attention') continue;
			const attended = { ...attention, op };
			found.push({
				...{ path, rollout },
				sharesAt(window: number, position: number) {
					const positions = positionsOf(attended, window);
					return { positions, shares: sharesOf(attended, positions[position] ?? NaN) };
				}
			});
		}
		return found;
	} finally {
		session.close();
	}
}

/** The positions of a window, by its number, in order. */
function positionsOf({ op, shape }: Attended, window: number): readonly number[] {
	const { positions, windows } = attentionSizes(op, shape);
	for (let at = 0; at < positions * windows; at++) {
		const { positions: own, from } = windowOf(op, shape, at);
		if (from !== 0) continue;
		if (window === 0) return own;
		window -= 1;
	}
	throw new Error('there is no such window');
}

test.each(Object.entries(golden.models as Readonly<Record<string, Expected>>))(
	'every head of %s gives each position the share that PyTorch’s softmax does',
	async (name, { layers, rollout }) => {
		const found = await attentionOf(name, rollout !== null);
		expect(found.map(({ path }) => path)).toEqual(Object.keys(layers));
		for (const { path, sharesAt } of found)
			for (const { window, position, heads } of layers[path] ?? []) {
				const { positions, shares } = sharesAt(window, position);
				expect(shares.length).toBe(heads.length);
				heads.forEach((expected, head) => {
					expected.forEach((share, i) => {
						// What a shift brought from elsewhere is seen by nobody, to many digits.
						const here = shares[head]?.[positions[i] ?? NaN] ?? NaN;
						const seen = Number.isNaN(here) && share < 1e-30 ? 0 : here;
						expect(Math.abs(seen - share), `${path}, head ${head}`).toBeLessThan(1e-5);
					});
				});
			}
		const given = found.at(-1)?.rollout;
		if (rollout)
			for (const [i, share] of rollout.entries())
				expect(Math.abs((given?.[i] ?? NaN) - share)).toBeLessThan(1e-5);
	}
);

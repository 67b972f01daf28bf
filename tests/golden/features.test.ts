import { env } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { elements } from '../../src/lib/arch/ops.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import { outputLayerOf } from '../../src/lib/features/shown.ts';
import { statisticsIn } from '../../src/lib/benchmark/inspect/run-statistics.ts';
import { statisticsOf } from '../../src/lib/features/statistics.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallNetwork } from '../small-networks.ts';
import golden from './features.json' with { type: 'json' };

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

type Expected = Readonly<{
	shape: readonly number[];
	mean: number;
	deviation: number;
	zeros: number;
	dead: number;
	distance: number | null;
	values: readonly number[];
}>;

/** What layers and blocks of a network give for the deterministic image, by the ids that were asked for. */
async function outputsOf(name: string, ids: readonly string[]) {
	const { net, input, layers } = smallNetwork(name);
	const asked = ids.map((id) => {
		const path = outputLayerOf(layers, id)?.path;
		if (path === undefined) throw new Error(`${name} has no ${id}`);
		return [id, path] as const;
	});
	const paths = [...new Set(asked.map(([, path]) => path))];
	const session = await runtimes.cpu.open();
	try {
		const weights = sourceOf();
		const request = { net, input, batch: 1, kernels: 'ours', weights, outputs: paths } as const;
		const network = await session.compile(request);
		const outputs = await network.feed(deterministicImage(input)).outputsOf(paths);
		return asked.map(([id, path]) => {
			const output = outputs.find((one) => one.path === path);
			if (!output) throw new Error(`there is no output of ${path}`);
			return [id, output] as const;
		});
	} finally {
		session.close();
	}
}

const models: Readonly<Record<string, Readonly<Record<string, Expected>>>> = golden.models;

test.each(Object.entries(models))(
	'layers and blocks of %s give what PyTorch’s hooks see, with the same statistics',
	async (name, expected) => {
		const outputs = await outputsOf(name, Object.keys(expected));
		expect(outputs.length).toBeGreaterThan(7);
		for (const [id, { shape, values }] of outputs) {
			const { values: some, shape: known, ...statistics } = expected[id] as Expected;
			// What is a map here may be a row of tokens there, in the same order.
			expect([id, elements(shape), shape.at(-1)]).toEqual([id, elements(known), known.at(-1)]);
			const found = statisticsOf(values, shape.at(-1) ?? 1);
			for (const [key, value] of Object.entries(statistics)) {
				const here = found[key as keyof typeof found];
				if (value === null) expect([id, key, here]).toEqual([id, key, null]);
				else expect(Math.abs((here ?? NaN) - value), `${key} of ${id}`).toBeLessThan(1e-5);
			}
			some.forEach((value, i) => {
				const at = Math.floor((i * (values.length - 1)) / (some.length - 1));
				expect(Math.abs((values[at] ?? NaN) - value), `value ${at} of ${id}`).toBeLessThan(1e-5);
			});
		}
	}
);

test.each(Object.keys(models))(
	'one pass over all layers of %s finds the statistics that PyTorch’s hooks see',
	async (name) => {
		const { net, input, layers } = smallNetwork(name);
		const session = await runtimes.cpu.open();
		try {
			const outputs = layers.map(({ path }) => path);
			const request = {
				net,
				input,
				batch: 1,
				kernels: 'ours',
				weights: sourceOf(),
				outputs
			} as const;
			const pass = (await session.compile(request)).feed(deterministicImage(input));
			const before = session.memory();
			const found = await statisticsIn(
				pass,
				{ net, input },
				{ onProgress: () => {}, yieldOrStop: () => Promise.resolve(), hides: () => 0 }
			);
			expect(session.memory()).toEqual(before);
			expect([...found.keys()]).toEqual(outputs);
			for (const [id, expected] of Object.entries(models[name] ?? {})) {
				const here = found.get(outputLayerOf(layers, id)?.path ?? '');
				for (const key of ['mean', 'deviation', 'zeros', 'dead', 'distance'] as const) {
					const [value, other] = [expected[key], here?.[key] ?? null];
					if (value === null) expect([id, key, other]).toEqual([id, key, null]);
					else expect(Math.abs((other ?? NaN) - value), `${key} of ${id}`).toBeLessThan(1e-5);
				}
			}
		} finally {
			session.close();
		}
	}
);

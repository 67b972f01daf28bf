import { env } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { elements } from '../../src/lib/arch/ops.ts';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import { addAbsolute, centralUnit, sharesOf } from '../../src/lib/features/effective-field.ts';
import { placementsOf } from '../../src/lib/features/placement.ts';
import { outputLayerOf } from '../../src/lib/features/shown.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallNetwork } from '../small-networks.ts';
import golden from './fields.json' with { type: 'json' };

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

type Expected = Readonly<{ rows: readonly number[]; columns: readonly number[] }>;

/** Effective fields of central units, every other channel with a minus, for the deterministic image. */
async function fieldsOf(name: string, ids: readonly string[]) {
	const { net, input, layers } = smallNetwork(name);
	const [height = 0, width = 0] = input;
	const placements = placementsOf(layers);
	const session = await runtimes.cpu.open();
	try {
		const network = await session.compile({
			...{ net, input, batch: 1, kernels: 'ours', weights: sourceOf() },
			outputs: layers.map(({ path }) => path)
		});
		const pass = network.feed(deterministicImage(input));
		const fields: Float32Array[] = [];
		for (const id of ids) {
			const layer = outputLayerOf(layers, id);
			const placement = placements.get(layer?.path ?? '');
			if (!layer || !placement) throw new Error(`${name} has no ${id}`);
			const [row = 0, column = 0] = centralUnit(placement);
			const [, columns = 0, channels = 0] = layer.out;
			const factors = new Float32Array(elements(layer.out));
			for (let channel = 0; channel < channels; channel++)
				factors[(row * columns + column) * channels + channel] = channel % 2 === 0 ? 1 : -1;
			const [found] = await pass.gradientsOf({ of: layer.path, factors, at: [null] });
			const sums = new Float64Array(height * width);
			addAbsolute(found?.gradient ?? new Float32Array(), sums);
			fields.push(sharesOf(sums));
		}
		return { fields, height, width };
	} finally {
		session.close();
	}
}

const models: Readonly<Record<string, Readonly<Record<string, Expected>>>> = golden.models;

test.each(Object.entries(models))(
	'effective fields of %s are those of PyTorch’s autograd',
	async (name, expected) => {
		const ids = Object.keys(expected);
		const { fields, height, width } = await fieldsOf(name, ids);
		ids.forEach((id, i) => {
			const sum = (from: number, step: number, count: number) =>
				Array.from({ length: count }, (_, at) => fields[i]?.[from + at * step] ?? NaN).reduce(
					(all, value) => all + value,
					0
				);
			const known = expected[id] as Expected;
			known.rows.forEach((value, row) =>
				expect(Math.abs(sum(row * width, 1, width) - value), `row ${row} of ${id}`).toBeLessThan(
					1e-6
				)
			);
			known.columns.forEach((value, column) =>
				expect(
					Math.abs(sum(column, width, height) - value),
					`${id}, column ${column}`
				).toBeLessThan(1e-6)
			);
		});
	}
);

import { env } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import { gradCam } from '../../src/lib/features/evidence.ts';
import { placementsOf } from '../../src/lib/features/placement.ts';
import { outputLayerOf } from '../../src/lib/features/shown.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import { smallNetwork } from '../small-networks.ts';
import golden from './gradients.json' with { type: 'json' };

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

type Expected = Readonly<{
	class: number;
	norm: number;
	largest: number;
	values: readonly number[];
	cams: Readonly<Record<string, readonly number[]>>;
}>;

/** Gradients of a class's logit at layers, `null` for the input, for the deterministic image. */
async function gradientsOf(name: string, number: number, at: readonly (string | null)[]) {
	const { net, input, layers } = smallNetwork(name);
	const outputs = layers.map(({ path }) => path);
	const of = outputs.at(-1) ?? '';
	const factors = new Float32Array(layers.at(-1)?.out.at(-1) ?? 0);
	factors[number] = 1;
	const session = await runtimes.cpu.open();
	try {
		const weights = sourceOf();
		const network = await session.compile({
			...{ net, input, batch: 1, kernels: 'ours', weights, outputs }
		});
		return await network.feed(deterministicImage(input)).gradientsOf({ of, factors, at });
	} finally {
		session.close();
	}
}

const largest = (values: Iterable<number>): number => Math.max(...[...values].map(Math.abs));

test.each(Object.entries(golden.models as Readonly<Record<string, Expected>>))(
	'gradients of %s and what Grad-CAM makes of them are those of PyTorch’s autograd',
	async (name, expected) => {
		const { layers } = smallNetwork(name);
		const placements = placementsOf(layers);
		const paths = Object.keys(expected.cams).map((id) => outputLayerOf(layers, id)?.path ?? id);
		const [atInput, ...found] = await gradientsOf(name, expected.class, [null, ...paths]);
		const gradient = atInput?.gradient ?? new Float32Array();
		expect(Math.abs(Math.hypot(...gradient) / expected.norm - 1)).toBeLessThan(1e-5);
		expected.values.forEach((value, i) => {
			const at = Math.floor((i * (gradient.length - 1)) / (expected.values.length - 1));
			const difference = Math.abs((gradient[at] ?? NaN) - value) / expected.largest;
			expect(difference, `value ${at}`).toBeLessThan(1e-5);
		});
		Object.values(expected.cams).forEach((cam, i) => {
			const layer = found[i];
			const placement = placements.get(layer?.path ?? '');
			if (!layer || !placement) throw new Error(`there is no ${paths[i]}`);
			const { values } = gradCam(layer, placement);
			expect(values.length).toBe(cam.length);
			const differences = [...values].map((value, at) => value - (cam[at] ?? NaN));
			expect(largest(differences) / largest(cam), paths[i]).toBeLessThan(1e-5);
		});
	}
);

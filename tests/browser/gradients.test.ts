import { expect, test } from 'vitest';
import { deterministicImage } from '../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../src/lib/checkpoint/weight-source.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import type { Session } from '../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../src/lib/runtimes/runtimes.ts';
import golden from '../golden/gradients.json' with { type: 'json' };
import { smallNetwork } from '../small-networks.ts';
import { thorough } from './thorough.ts';

/** Of a class's logit at the input, by PyTorch's autograd: its length, its largest value and some of its values. */
type Expected = Readonly<{
	class: number;
	norm: number;
	largest: number;
	values: readonly number[];
}>;

const models: Readonly<Record<string, Expected>> = golden.models;

/** How far a gradient at the input is from PyTorch's, relative to its largest value, and its length. */
async function distance(session: Session, name: string): Promise<number> {
	const expected = models[name];
	if (!expected) throw new Error(`there are no gradients of ${name} on file`);
	const { net, input, layers } = smallNetwork(name);
	const outputs = layers.map(({ path }) => path);
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'ours', weights: sourceOf(), outputs }
	});
	const pass = network.feed(deterministicImage(input));
	const factors = new Float32Array(layers.at(-1)?.out.at(-1) ?? 0);
	factors[expected.class] = 1;
	const [found] = await pass.gradientsOf({ of: outputs.at(-1) ?? '', factors, at: [null] });
	pass.free();
	network.free();
	const gradient = found?.gradient ?? new Float32Array();
	const { values, largest, norm } = expected;
	const each = values.map((value, i) => {
		const at = Math.floor((i * (gradient.length - 1)) / (values.length - 1));
		return Math.abs((gradient[at] ?? NaN) - value) / largest;
	});
	return Math.max(Math.abs(Math.hypot(...gradient) / norm - 1), ...each);
}

async function expectPyTorch(
	backend: BackendName,
	names: readonly string[],
	within: number
): Promise<void> {
	const session = await runtimes[backend].open();
	try {
		const before = session.memory()?.tensors;
		const distances: Record<string, number> = {};
		for (const name of names) distances[name] = await distance(session, name);
		const far = Object.entries(distances).filter(([, value]) => !(value < within));
		expect(far).toEqual([]);
		expect(session.memory()?.tensors).toBe(before);
	} finally {
		session.close();
	}
}

test('gradients of every family on WebAssembly are those of PyTorch’s autograd', () =>
	expectPyTorch('wasm', Object.keys(models), 1e-4));

// Each way back has shaders of its own, which a processor takes long to compile: after minutes of them in one
// session the device is lost.
test.each(thorough ? Object.keys(models) : ['tiny_convnext'])(
	'gradients of %s on WebGPU are those of PyTorch’s autograd',
	(name) => expectPyTorch('webgpu', [name], 1e-3)
);

test('features and evidence of 200 pictures take the memory of one, whichever of them are left in the middle', async () => {
	const { net, input, layers } = smallNetwork('tiny_convnext');
	const outputs = layers.map(({ path }) => path);
	const [of, layer] = [outputs.at(-1) ?? '', outputs.at(-5) ?? ''];
	const session = await runtimes.wasm.open();
	try {
		const network = await session.compile({
			...{ net, input, batch: 1, kernels: 'ours', weights: sourceOf(), outputs }
		});
		const factors = new Float32Array(layers.at(-1)?.out.at(-1) ?? 0).fill(1);
		const image = deterministicImage(input);
		async function look(picture: number, stopAfter: number): Promise<void> {
			const pass = network.feed(image.map((value) => value * Math.cos(picture)));
			let steps = 0;
			const between = () =>
				steps++ === stopAfter ? Promise.reject(new Error('stopped')) : Promise.resolve();
			try {
				await pass.outputsOf([layer], between);
				await pass.gradientsOf({ of, factors, at: [layer, null] }, between);
			} finally {
				pass.free();
			}
		}
		await look(0, Infinity);
		const before = session.memory();
		for (let picture = 1; picture <= 200; picture++) {
			// Every tenth is stopped, at another step each: in features, on the way there, and on the way back.
			if (picture % 10 > 0) await look(picture, Infinity);
			else
				await expect(look(picture, picture % (3 * layers.length - 5))).rejects.toThrow('stopped');
			expect(session.memory()).toEqual(before);
		}
	} finally {
		session.close();
	}
});

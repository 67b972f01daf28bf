import { env } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowOf, INPUT } from '../../../../src/lib/arch/flow.ts';
import { deterministicImage } from '../../../../src/lib/checkpoint/deterministic.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';
import { BYTES_PER_FLOAT } from '../../../../src/lib/count/memory.ts';
import { gradientLiveness } from '../../../../src/lib/gradients/liveness.ts';
import { planWithin } from '../../../../src/lib/gradients/recompute.ts';
import { gradientNeed } from '../../../../src/lib/runtimes/plan/gradient-need.ts';
import { needOf } from '../../../../src/lib/runtimes/plan/memory-need.ts';
import { planFor } from '../../../../src/lib/runtimes/plan/plan-for.ts';
import type { Session } from '../../../../src/lib/runtimes/runtime.ts';
import { runtimes } from '../../../../src/lib/runtimes/runtimes.ts';
import { watchBytes } from '../../../../src/lib/runtimes/tfjs/peak-bytes.ts';
import golden from '../../../golden/gradients.json' with { type: 'json' };
import { thorough } from '../../../browser/thorough.ts';
import { smallNetwork } from '../../../small-networks.ts';

// Else tfjs advertises its own package for Node with every backend that opens.
env().set('IS_TEST', true);

let session: Session;
beforeAll(async () => {
	session = await runtimes.cpu.open();
});
afterAll(() => session.close());

// One of each way in which branches lie.
const SOME = [
	'tiny_convnextv2',
	'small_eca',
	'small_inception_next/output_stride=8',
	'tiny_caformer'
];
const NAMES = [...SOME, 'odd_swin', 'small_vit_reg_ls', 'map_vit', 'packed_eva02'];

/** A pass of a small network whose gradient kernels are on the device already. */
async function passOf(name: string) {
	const { net, input, layers } = smallNetwork(name);
	const outputs = layers.map(({ path }) => path);
	const network = await session.compile({
		...{ net, input, batch: 1, kernels: 'stock', weights: sourceOf(), outputs }
	});
	const pass = network.feed(deterministicImage(input));
	const factors = new Float32Array(layers.at(-1)?.out.at(-1) ?? 0).fill(1);
	const request = { of: outputs.at(-1) ?? '', factors, at: [null] };
	const [gradient] = await pass.gradientsOf(request);
	return { net, input, layers, network, pass, request, gradient };
}

/** What a pass has on the device before each step, and at most, bytes. */
async function measured({ pass, request }: Awaited<ReturnType<typeof passOf>>, most: number) {
	const moments: number[] = [];
	const bytes = watchBytes();
	const [gradient] = await pass.gradientsOf({ ...request, most }, () => {
		moments.push(bytes.now());
		return Promise.resolve();
	});
	bytes.end();
	return { gradient, moments, left: bytes.now(), peak: bytes.peak() };
}

test.each(thorough ? Object.keys(golden.models) : NAMES)(
	'the gradient of %s is the same to the bit in as little memory as can be, and takes no more than is foreseen',
	async (name) => {
		const opened = await passOf(name);
		const { net, input, layers, network, pass, gradient } = opened;
		const within = (most: number) =>
			planWithin(layers, flowOf(net), layers.length - 1, [INPUT], most);
		const [least, whole] = [within(0).peak, within(Infinity).peak];
		const need = needOf(planFor(net, input, 'cpu', 'stock'), 'cpu', 'stock');
		for (const elements of [whole, (least + whole) / 2, least]) {
			const { plan, peak } = within(elements);
			expect(peak).toBeLessThanOrEqual(elements);
			const most = BYTES_PER_FLOAT * elements;
			const found = await measured(opened, most);
			expect(found.gradient).toEqual(gradient);
			expect(found.left).toBe(0);

			// Of a value and a view of it one copy is there: less than foreseen, and seldom.
			const foreseen = gradientLiveness(plan, layers, flowOf(net)).moments;
			expect(found.moments.length).toBe(foreseen.length);
			const over = found.moments.filter((value, i) => value > BYTES_PER_FLOAT * (foreseen[i] ?? 0));
			expect(over).toEqual([]);
			const exact = found.moments.filter(
				(value, i) => value === BYTES_PER_FLOAT * (foreseen[i] ?? 0)
			);
			expect(exact.length).toBeGreaterThan(0.7 * foreseen.length);

			// With what kernels take for themselves: what a person is asked for is enough.
			const { weights } = gradientNeed(need, net, input, [null], Infinity).need;
			const room = weights + 6 * need.perImage + most;
			const asked = gradientNeed(need, net, input, [null], room);
			expect(asked.memory.most).toBe(most);
			expect(found.peak).toBeLessThanOrEqual(asked.need.perImage);
		}
		pass.free();
		network.free();
	}
);

test('what is stopped while a part is computed again leaves nothing behind', async () => {
	const { pass, request, network } = await passOf('map_vit');
	const before = session.memory();
	let steps = 0;
	const count = () => Promise.resolve(void steps++);
	await pass.gradientsOf({ ...request, most: 0 }, count);
	const all = steps;
	for (let stop = 1; stop < all; stop += 6) {
		let at = 0;
		const between = () => (++at > stop ? Promise.reject(new Error('stopped')) : Promise.resolve());
		await expect(pass.gradientsOf({ ...request, most: 0 }, between)).rejects.toThrow('stopped');
		expect(session.memory()).toEqual(before);
	}
	pass.free();
	network.free();
});

import { afterAll, afterEach, expect, onTestFinished, test } from 'vitest';
import { createLiveClient, type LiveClient } from '../../src/lib/benchmark/client.ts';
import type {
	Features,
	InspectRequest,
	Question
} from '../../src/lib/benchmark/inspect/inspect.ts';
import type { Preprocessing } from '../../src/lib/image/preprocessing.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import { smallNetwork } from '../small-networks.ts';
import { distance, requestFor } from './networks.ts';
import { thorough } from './thorough.ts';

/** Of all, it needs the fewest shaders, which a processor takes long to compile. */
const network = smallNetwork('tiny_vit');

// For all tests: a worker that begins loads all modules anew.
const live = createLiveClient();
afterEach(() => live.release());
afterAll(() => live.dispose());

/** What a layer gives, and whether the network was built for it. */
async function look(
	live: LiveClient,
	path: string,
	subject = 1,
	backend: BackendName = 'cpu',
	question: Question | null = null,
	shown: Pick<InspectRequest, 'image' | 'picture'> = { picture: 1 }
) {
	const phases = new Set<string>();
	const request = { ...requestFor(network), backend, path, question, subject, ...shown };
	const outcome = await live.ask('inspect', request, ({ phase }) => phases.add(phase));
	if (outcome.kind !== 'done') throw new Error(`no features: ${JSON.stringify(outcome)}`);
	const features: Features = outcome.result;
	return { features, built: phases.has('weights') };
}

test('a network stays open from layer to layer, until another task or another subject comes', async () => {
	const first = await look(live, 'blocks.0.add2');
	expect(first.built).toBe(true);
	expect(first.features.shape).toEqual([17, 24]);
	expect(first.features.picture).toMatchObject({ width: 32, height: 32 });
	const back = await look(live, 'patch_embed.proj');
	expect(back).toMatchObject({ built: false, features: { shape: [4, 4, 24] } });
	expect((await look(live, 'norm', 2)).built).toBe(true);
	expect((await live.ask('run', requestFor(network))).kind).toBe('done');
	expect((await look(live, 'norm', 2)).built).toBe(true);
	live.release();
	expect((await look(live, 'norm', 2)).built).toBe(true);
	expect((await look(live, 'norm', 2)).built).toBe(false);
});

const preprocessing: Preprocessing = {
	...{ crop: 1, interpolation: 'bilinear' },
	...{ mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] }
};

/** One colour all over. */
function filled(colour: string): OffscreenCanvas {
	const canvas = new OffscreenCanvas(40, 30);
	const context = canvas.getContext('2d');
	if (!context) throw new Error('there is no canvas');
	context.fillStyle = colour;
	context.fillRect(0, 0, 40, 30);
	return canvas;
}

test('another picture, a frame of a camera or another class cost a pass and no new build', async () => {
	const at = (picture: number, image?: InspectRequest['image'], question: Question | null = null) =>
		look(live, 'blocks.1.add2', 1, 'cpu', question, { picture, ...(image ? { image } : {}) });
	const first = await at(1);
	expect(first.built).toBe(true);
	const file = await filled('teal').convertToBlob();
	const second = await at(2, { file, name: 'teal.png', preprocessing });
	const third = await at(3, { frame: await createImageBitmap(filled('red')), preprocessing });
	const same = { frame: await createImageBitmap(filled('teal')), preprocessing };
	const fourth = await at(4, same);
	expect([second, third, fourth].map(({ built }) => built)).toEqual([false, false, false]);
	expect(second.features.values).not.toEqual(first.features.values);
	expect(third.features.values).not.toEqual(second.features.values);
	expect(fourth.features.values).toEqual(second.features.values);
	expect(fourth.features.picture).toEqual(second.features.picture);
	// The page's own frame is still the page's.
	expect(same.frame.width).toBe(40);

	const question = (about: number) => ({ about, than: null, atPicture: false });
	for (const [about, image] of [
		[3, same],
		[5, same]
	] as const) {
		const { built, features } = await at(4, image, question(about));
		expect([built, features.evidence?.about]).toEqual([false, about]);
	}
});

test('a layer on WebGPU is the one on the processor', async () => {
	const expected = await look(live, 'blocks.1.add2');
	const { features } = await look(live, 'blocks.1.add2', 2, 'webgpu');
	expect(features.backendLabel).toContain('WebGPU');
	expect(distance(features.values, expected.features.values)).toBeLessThan(1e-4);
});

test('the evidence for a class on WebAssembly, and on WebGPU, is the one in JavaScript', async () => {
	const question = { about: 3, than: 5, atPicture: true };
	const asked = async (subject: number, backend: BackendName) => {
		const { features } = await look(live, 'blocks.0.add2', subject, backend, question);
		const { input, gradient } = features.evidence ?? {};
		return { input: input?.gradient ?? [NaN], gradient: gradient ?? [NaN] };
	};
	const expected = await asked(1, 'cpu');
	// The way back has shaders of its own, which a processor takes a minute to compile.
	const backends = thorough ? (['wasm', 'webgpu'] as const) : (['wasm'] as const);
	for (const [i, backend] of backends.entries()) {
		const found = await asked(2 + i, backend);
		expect(distance(found.gradient, expected.gradient)).toBeLessThan(1e-4);
		expect(distance(found.input, expected.input)).toBeLessThan(1e-4);
	}
});

/** A client of a worker that tells what it has on its device, and how to ask. */
function tellingClient() {
	const worker = new Worker(new URL('./telling-worker.ts', import.meta.url), { type: 'module' });
	const told = () =>
		new Promise<unknown>((resolve) => {
			const listen = ({ data }: MessageEvent<{ type: string }>) => {
				if (data.type !== 'told') return;
				worker.removeEventListener('message', listen);
				resolve(data);
			};
			worker.addEventListener('message', listen);
			worker.postMessage({ type: 'tell' });
		});
	const telling = createLiveClient({ createWorker: () => worker, patienceMs: 60_000 });
	return { telling, told };
}

test('200 pictures leave the worker with the memory of one, every tenth of them stopped on its way', async () => {
	const { telling, told } = tellingClient();
	onTestFinished(() => telling.dispose());
	const request = requestFor(network, { backend: 'wasm' });
	const frame = await createImageBitmap(filled('teal'));
	async function show(picture: number, stops: boolean) {
		const question = { about: null, than: null, atPicture: picture % 2 === 0 };
		const path = picture % 3 === 0 ? 'blocks.0.add2' : 'blocks.1.add2';
		const asked = telling.ask(
			'inspect',
			{ ...request, subject: 1, picture, image: { frame, preprocessing }, path, question },
			({ phase }) => void (stops && phase === 'layer' && telling.stop())
		);
		const outcome = await asked;
		if (outcome.kind === 'failed') throw new Error(outcome.failure.message);
		return outcome.kind;
	}
	// Both ways back are on the device before memory is compared.
	for (const picture of [1, 2]) expect(await show(picture, false)).toBe('done');
	const before = await told();
	const ends: string[] = [];
	for (let picture = 3; picture <= 200; picture++) {
		ends.push(await show(picture, picture % 10 === 0));
		expect(await told(), `picture ${picture}`).toEqual(before);
	}
	expect(ends.filter((kind) => kind === 'done').length).toBeGreaterThanOrEqual(178);
	expect(ends).toContain('cancelled');
});

import { memory } from '@tensorflow/tfjs-core';
import { afterEach, expect, test } from 'vitest';
import { createLiveClient, type LiveClient } from '../../src/lib/benchmark/client.ts';
import { lookAtFrame, openWatch } from '../../src/lib/benchmark/watch/run-watch.ts';
import { release } from '../../src/lib/benchmark/worker/held.ts';
import type { Preprocessing } from '../../src/lib/image/preprocessing.ts';
import type { BackendName } from '../../src/lib/runtimes/backends.ts';
import { smallNetwork } from '../small-networks.ts';
import type { Fault } from './faulty-worker.ts';
import { leastNetwork, requestFor } from './networks.ts';

/** Of all, it needs the fewest shaders, which a processor takes long to compile. */
const network = smallNetwork('tiny_vit');

const preprocessing: Preprocessing = {
	crop: 0.875,
	interpolation: 'bicubic',
	mean: [0.5, 0.5, 0.5],
	std: [0.5, 0.5, 0.5]
};

let client: LiveClient | null = null;
afterEach(() => {
	client?.dispose();
	client = null;
	release();
});

const watchRequest = (subject: number, backend: BackendName = 'cpu', of = leastNetwork) => ({
	...requestFor(of, { backend }),
	subject
});

/** What a camera might show, a little other every time. */
function drawn(at: number): OffscreenCanvas {
	const canvas = new OffscreenCanvas(64, 48);
	const context = canvas.getContext('2d');
	if (!context) throw new Error('there is no canvas');
	for (let x = 0; x < 64; x++) {
		context.fillStyle = `hsl(${(x * 9 + at * 31) % 360} 80% ${20 + x}%)`;
		context.fillRect(x, (x * at) % 40, 1, 30);
	}
	return canvas;
}

const frameRequest = async (subject: number, at: number) => ({
	...{ subject, preprocessing },
	frame: await createImageBitmap(drawn(at))
});

async function look(live: LiveClient, subject: number, at = 1) {
	const request = await frameRequest(subject, at);
	return live.ask('frame', request, () => {}, [request.frame]);
}

async function open(
	live: LiveClient,
	subject: number,
	backend: BackendName = 'cpu',
	of = leastNetwork
) {
	const phases = new Set<string>();
	const outcome = await live.ask('watch', watchRequest(subject, backend, of), ({ phase }) =>
		phases.add(phase)
	);
	if (outcome.kind !== 'done') throw new Error(`not open: ${JSON.stringify(outcome)}`);
	return phases.has('weights');
}

test('a frame is seen as its picture is, and the network stays open until another task comes', async () => {
	const live = (client = createLiveClient());
	expect(await open(live, 1, 'cpu', network)).toBe(true);
	const [first, second] = [await look(live, 1, 1), await look(live, 1, 2)];
	expect(await open(live, 1, 'cpu', network)).toBe(false);

	const images = await Promise.all(
		[1, 2].map(async (at) => {
			const file = await drawn(at).convertToBlob();
			return { ...{ file, preprocessing }, name: `${at}.png` };
		})
	);
	const classified = await live.ask('classify', { ...requestFor(network), images });
	if (classified.kind !== 'done') throw new Error('the pictures were not looked at');
	const [one, two] = classified.result.answers;
	expect(first).toMatchObject({ kind: 'done', result: { top: one?.top } });
	expect(second).toMatchObject({ kind: 'done', result: { top: two?.top } });
	expect(one?.top).not.toEqual(two?.top);

	const gone = await look(live, 1);
	expect(gone).toMatchObject({ kind: 'failed' });
	expect(JSON.stringify(gone)).toContain('no longer open');
});

test('any number of frames takes the memory of one', async () => {
	const context = { onProgress: () => {}, yieldOrStop: () => Promise.resolve() };
	await openWatch(watchRequest(1, 'cpu', network), context);
	await lookAtFrame(await frameRequest(1, 0), context);
	const { numTensors, numBytes } = memory();
	for (let at = 1; at <= 20; at++) {
		const request = await frameRequest(1, at);
		await lookAtFrame(request, context);
		// It was closed.
		expect(request.frame.width).toBe(0);
	}
	expect(memory()).toMatchObject({ numTensors, numBytes });
});

test('a worker that crashes or loses its device between frames is told, and the camera starts again', async () => {
	const workers: Worker[] = [];
	const live = (client = createLiveClient({
		createWorker() {
			const worker = new Worker(new URL('./faulty-worker.ts', import.meta.url), {
				type: 'module'
			});
			workers.push(worker);
			return worker;
		}
	}));
	const fault = (fault: Fault) => workers.at(-1)?.postMessage({ fault, type: 'fault' });

	await open(live, 1, 'webgpu');
	expect((await look(live, 1)).kind).toBe('done');
	fault('lose device');
	expect(await look(live, 1)).toMatchObject({ kind: 'failed', failure: { code: 'device-lost' } });
	expect(await open(live, 1)).toBe(true);
	fault('crash');
	expect(await look(live, 1)).toMatchObject({
		kind: 'failed',
		failure: { code: 'worker-crashed' }
	});
	expect(await open(live, 1)).toBe(true);
	expect((await look(live, 1)).kind).toBe('done');
});

import { expect, test } from 'vitest';
import { readAside } from '../../src/lib/checkpoint/containers/client.ts';

const safetensors = (header: Record<string, unknown>, ...values: Blob[]): Blob => {
	const text = new Blob([JSON.stringify(header)]);
	return new Blob([new BigUint64Array([BigInt(text.size)]), text, ...values]);
};

const tensor = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
const notes = Object.fromEntries(
	Array.from({ length: 100_000 }, (_, i) => [`note ${i}`, 'x'.repeat(100)])
);
const large = safetensors({ __metadata__: notes, weight: tensor }, new Blob([new Float32Array(1)]));

const watch = { onprogress: () => {}, signal: new AbortController().signal };

test('a header of many megabytes is read beside the page, which stays awake', async () => {
	let frames = 0;
	const timer = setInterval(() => frames++, 5);
	const { tensors } = await readAside([{ name: 'a.safetensors', file: large }], watch);
	clearInterval(timer);
	expect(tensors.get('weight')).toMatchObject({ dtype: 'F32', start: large.size - 4 });
	expect(tensors.get('weight')?.file.size).toBe(large.size);
	expect(frames).toBeGreaterThan(0);
});

test('a large file that is none is refused in the same words', async () => {
	const file = new Blob([new Uint8Array(2 ** 23).fill(7)]);
	await expect(readAside([{ name: 'a.bin', file }], watch)).rejects.toThrow('no file of weights');
});

test('reading is stopped when a person says so', async () => {
	const controller = new AbortController();
	const reading = readAside([{ name: 'a.safetensors', file: large }], {
		...watch,
		signal: controller.signal
	});
	controller.abort(new Error('stopped'));
	await expect(reading).rejects.toThrow('stopped');
});

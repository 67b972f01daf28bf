import { expect, test } from 'vitest';
import { openAside } from '../../src/lib/checkpoint/aside/client.ts';
import { weightFile } from '../../src/lib/checkpoint/checkpoint.ts';

const url = new URL('../golden/checkpoints/timm_convnext_f32.safetensors', import.meta.url);
const original = await (await fetch(url)).arrayBuffer();

/** The same file with megabytes of notes in its header. */
function withNotes(bytes: ArrayBuffer): Blob {
	const length = Number(new DataView(bytes).getBigUint64(0, true));
	const json = JSON.parse(new TextDecoder().decode(bytes.slice(8, 8 + length))) as object;
	const notes = Object.fromEntries(
		Array.from({ length: 100_000 }, (_, i) => [`note ${i}`, 'x'.repeat(100)])
	);
	const text = new Blob([JSON.stringify({ ...json, __metadata__: notes })]);
	return new Blob([new BigUint64Array([BigInt(text.size)]), text, bytes.slice(8 + length)]);
}
const large = withNotes(original);

const watch = { onprogress: () => {}, signal: new AbortController().signal };

test('a header of many megabytes is read and recognised beside the page, which stays awake', async () => {
	let frames = 0;
	const timer = setInterval(() => frames++, 5);
	const opened = await openAside([{ name: 'a.safetensors', file: large }], watch);
	clearInterval(timer);
	if (!opened.ok) throw new Error(opened.message);
	const { checkpoint } = opened;
	expect(checkpoint.design).toMatchObject({ family: { id: 'convnet' } });
	expect(weightFile(checkpoint).places.get('stem.0.weight')?.parts[0]).toMatchObject({
		dtype: 'F32',
		file: { size: large.size }
	});
	expect(frames).toBeGreaterThan(0);
});

test('a large file that is none is refused in the same words', async () => {
	const file = new Blob([new Uint8Array(2 ** 23).fill(7)]);
	expect(await openAside([{ name: 'a.bin', file }], watch)).toMatchObject({
		ok: false,
		message: expect.stringContaining('no file of weights') as string
	});
});

test('reading is stopped when a person says so', async () => {
	const controller = new AbortController();
	const reading = openAside([{ name: 'a.safetensors', file: large }], {
		...watch,
		signal: controller.signal
	});
	controller.abort(new Error('stopped'));
	await expect(reading).rejects.toThrow('stopped');
});

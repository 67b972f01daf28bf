import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readContainer } from '../../../../src/lib/checkpoint/containers/read.ts';

const text = (start: string, at = 0): Uint8Array<ArrayBuffer> => {
	const bytes = new Uint8Array(600);
	bytes.set(Buffer.from(start, 'latin1'), at);
	return bytes;
};

const golden = (name: string) =>
	new Uint8Array(readFileSync(`tests/golden/checkpoints/pytorch/${name}`));

const kinds: readonly (readonly [string, Uint8Array<ArrayBuffer>, RegExp])[] = [
	['a TorchScript file', golden('script.pt'), /TorchScript.*\n.*torch\.jit\.load/],
	['an npz', golden('arrays.npz'), /NumPy archive.*\n.*torch\.save/],
	['an ONNX model', text('\x08\x08\x12\x07pytorch'), /ONNX.*\n.*torch\.save/],
	['an h5', text('\x89HDF\r\n\x1a\n'), /HDF5.*\n.*from_tf/],
	['a gzip', text('\x1f\x8b\x08\0\0\0\0\0'), /gzip.*\nUnpack/],
	['a GGUF', text('GGUF\x03\0\0\0'), /GGUF.*\nTake/],
	['a TFLite model', text('\x1c\0\0\0TFL3'), /TensorFlow Lite.*\nTake/],
	['a tar', text('ustar', 257), /tar archive.*\nUnpack/],
	['a pickle', text('\x80\x02}q\0X\x05'), /pickle.*\n.*trust/],
	['a pointer', text('version https://git-lfs.github.com/spec/v1\n'), /Git LFS.*\n.*git lfs pull/],
	['a web page', text('<!DOCTYPE html><html>'), /web page.*\n.*download/],
	['anything else', text('not a checkpoint'), /no file of weights.*\n.*safetensors/],
	['nothing', new Uint8Array(0), /empty/]
];

test.each(kinds)('%s is called what it is, with how to convert it', async (_, bytes, message) => {
	await expect(readContainer(new Blob([bytes]), 'weights.bin')).rejects.toThrow(message);
});

test('a file that is cut short is said to be', async () => {
	const { buffer } = golden('timm_vit_f16.bin');
	const whole = new Blob([buffer]);
	await expect(readContainer(whole.slice(0, 20_000), 'a.bin')).rejects.toThrow(/cut short/);
});

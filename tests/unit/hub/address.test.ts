import { expect, test } from 'vitest';
import { fileUrl, readHub, readRepository } from '../../../src/lib/hub/address.ts';

test('a hub’s address is a host and nothing else', () => {
	expect(readHub(' https://hub.example/ ')).toBe('https://hub.example');
	expect(readHub('http://localhost:8080')).toBe('http://localhost:8080');
	for (const text of [
		'',
		'hub.example',
		'ftp://hub.example',
		'https://hub.example/x',
		'https://a b'
	])
		expect(readHub(text), text).toBeNull();
});

test('a repository’s name is read from what people copy', () => {
	for (const text of [
		'timm/resnet50.a1_in1k',
		' hf-hub:timm/resnet50.a1_in1k',
		'hf_hub:timm/resnet50.a1_in1k',
		'https://huggingface.co/timm/resnet50.a1_in1k',
		'https://huggingface.co/timm/resnet50.a1_in1k/tree/main',
		'https://huggingface.co/timm/resnet50.a1_in1k/blob/main/model.safetensors?x=1'
	])
		expect(readRepository(text), text).toBe('timm/resnet50.a1_in1k');
	for (const text of [
		'',
		'resnet50',
		'a/b/c',
		'../..',
		'a/ b',
		'.hidden/x',
		'https://huggingface.co/'
	])
		expect(readRepository(text), text).toBeNull();
});

test('a file’s address says the commit, and has what a name must not hold written otherwise', () => {
	expect(fileUrl('https://hub.example', 'a/b', '1a2b', 'x y/m?.safetensors')).toBe(
		'https://hub.example/a/b/resolve/1a2b/x%20y/m%3F.safetensors'
	);
});

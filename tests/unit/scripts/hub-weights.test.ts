import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { folderStore, weightsFrom, withWeights } from '../../../scripts/hub-weights.ts';
import { localHub } from '../../local-hub.ts';

const path = mkdtempSync(join(tmpdir(), 'hub-weights-test-'));
afterAll(() => rmSync(path, { recursive: true }));

const weights = Uint8Array.from({ length: 5000 }, (_, i) => i & 255);

test('a command gets weights once, says from where and how much, and goes on where it was cut', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => {});
	const hub = await localHub({
		'timm/tiny.a1': { files: { 'model.safetensors': weights }, licence: 'mit' }
	});
	hub.faults.push({ cutAfter: 2000 });
	const got = await weightsFrom('timm/tiny.a1', { hub: hub.url, path });
	expect(got.name).toBe('tiny.a1.safetensors');
	expect(readFileSync(got.path).equals(weights)).toBe(true);
	expect(said.mock.calls.flat().join('\n')).toMatch(
		/0\.0 MB, from 127\.0\.0\.1:\d+\/timm\/tiny\.a1 \(licence mit\)/
	);
	expect(hub.ranges).toEqual(['', 'bytes=2000-']);
	hub.close();
	expect(await weightsFrom('timm/tiny.a1', { hub: hub.url, path })).toEqual(got);
	const store = await folderStore(path);
	const [kept] = await store.all();
	expect(kept).toMatchObject({ bytes: 5000, checked: true });
	await store.remove(kept?.file.sha256 ?? '');
	expect(await store.all()).toEqual([]);
	said.mockRestore();
});

test('a name without a tag gets timm’s default weights, and one without weights is refused', async () => {
	expect(await withWeights('convnext_tiny')).toEqual({
		name: 'convnext_tiny.in12k_ft_in1k',
		repository: 'timm/convnext_tiny.in12k_ft_in1k'
	});
	expect((await withWeights('resnet50.tv_in1k')).repository).toBe('timm/resnet50.tv_in1k');
	await expect(withWeights('resnet200')).rejects.toThrow('no weights of resnet200');
	await expect(withWeights('nothing')).rejects.toThrow('no weights of nothing');
});

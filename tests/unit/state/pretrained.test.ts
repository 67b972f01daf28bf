import { afterEach, expect, test } from 'vitest';
import { memoryStore } from '../../../src/lib/hub/store.ts';
import { PretrainedWeights } from '../../../src/lib/state/pretrained.svelte.ts';
import { localHub } from '../../local-hub.ts';
import { memoryStorage } from '../../storage.ts';

const weights = new Uint8Array(100).fill(3);
const opened: Awaited<ReturnType<typeof localHub>>[] = [];
afterEach(() => opened.splice(0).forEach((hub) => hub.close()));

async function setUp() {
	const hub = await localHub({ 'timm/tiny.a1': { files: { 'model.safetensors': weights } } });
	opened.push(hub);
	const storage = memoryStorage();
	const make = () =>
		new PretrainedWeights({
			hubs: [hub.url, 'https://mirror.example'],
			openStore: () => Promise.resolve(memoryStore()),
			storage: () => storage
		});
	return { hub, make, pretrained: make() };
}

test('weights come under their repository’s name, stay, and are had again without asking the hub', async () => {
	const { hub, pretrained } = await setUp();
	const file = await pretrained.get('timm/tiny.a1');
	expect(file?.name).toBe('tiny.a1.safetensors');
	expect(pretrained.job).toBeNull();
	expect(pretrained.kept).toMatchObject([{ bytes: 100, checked: true }]);
	hub.close();
	expect((await pretrained.get('timm/tiny.a1'))?.size).toBe(100);
	await pretrained.clear();
	expect(pretrained.kept).toEqual([]);
});

test('what a repository has is shown before any of it is fetched', async () => {
	const { hub, pretrained } = await setUp();
	await pretrained.look('timm/tiny.a1');
	expect(pretrained.found).toMatchObject({ size: 100, path: 'model.safetensors' });
	expect(hub.ranges).toEqual([]);
	await pretrained.look('timm/other');
	expect(pretrained.found).toBeNull();
	expect(pretrained.failure?.message).toContain('timm/other');
});

test('what is begun later stops what was begun before, and a cancel is no failure', async () => {
	const { pretrained } = await setUp();
	const first = pretrained.get('timm/tiny.a1');
	const second = pretrained.get('timm/tiny.a1');
	expect(await first).toBeNull();
	expect((await second)?.size).toBe(100);
	await pretrained.clear();
	const third = pretrained.get('timm/tiny.a1');
	pretrained.cancel();
	await third;
	expect(pretrained.failure).toBeNull();
	expect(pretrained.job).toBeNull();
});

test('a mirror that was chosen is chosen at the next visit, if the site still permits it', async () => {
	const { hub, make, pretrained } = await setUp();
	expect(pretrained.hub).toBe(hub.url);
	pretrained.choose('https://mirror.example');
	expect(make().hub).toBe('https://mirror.example');
	pretrained.choose('https://elsewhere.example');
	expect(make().hub).toBe(hub.url);
});

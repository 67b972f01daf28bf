import { afterEach, expect, test } from 'vitest';
import { openWeightStore } from '../../src/lib/hub/cache-store.ts';

const NAME = 'convnext-explorer:hub';
const [one = '', other = ''] = ['a', 'b'].map((digit) => digit.repeat(64));
const file = {
	...{ repository: 'timm/x', commit: 'c', path: 'model.safetensors' },
	...{ size: 3, sha256: one, licence: null }
};

afterEach(() => caches.delete(NAME));

test('of weights that are kept, an entry that is spoilt or says to be another is none, and removed they are gone whole', async () => {
	const store = await openWeightStore();
	await store.append(file, new Blob(['abc']));
	await store.check(file);
	const cache = await caches.open(NAME);
	const entry = (await (await cache.match(`/hub/${one}`))?.text()) ?? '';
	expect(entry).not.toBe('');
	await cache.put(`/hub/${other}`, new Response(entry));
	expect(await store.all()).toEqual([{ file, bytes: 3, checked: true }]);

	await cache.put(`/hub/${one}`, new Response(entry.replace('"parts":1', '"parts":-1')));
	expect(await store.all()).toEqual([]);
	await store.remove(one);
	await store.remove(other);
	expect(await cache.keys()).toEqual([]);
});

import { expect, test } from 'vitest';
import type { LiveClient } from '../../../../src/lib/benchmark/client.ts';
import type { RequestOf, TaskName } from '../../../../src/lib/benchmark/tasks.ts';
import { Beside } from '../../../../src/lib/view/compare/beside.svelte.ts';
import { smallDesigns, smallNetwork } from '../../../small-networks.ts';
import { featuresOf } from '../features/features.ts';

/** A worker that answers with the path that was asked for. */
function answering(asked: RequestOf<'inspect'>[]): LiveClient {
	return {
		async ask<T extends TaskName>(_task: T, request: RequestOf<T>) {
			const { path } = request as RequestOf<'inspect'>;
			asked.push(request as RequestOf<'inspect'>);
			await Promise.resolve();
			return { kind: 'done', result: { ...featuresOf([1], [0]), path } as never };
		},
		stop: () => Promise.resolve(),
		busy: () => false,
		settled: () => Promise.resolve(),
		release() {},
		backends: () => Promise.resolve([]),
		dispose() {}
	};
}

const columns = ['tiny_convnext', 'tiny_vit'].map((name) => {
	const design = smallDesigns[name];
	if (!design) throw new Error(`there is no ${name}`);
	return { design, link: name, network: smallNetwork(name) };
});

test('each design is looked into at the same depth, and again with another picture', async () => {
	const asked: RequestOf<'inspect'>[] = [];
	const beside = new Beside(answering(asked));
	beside.depth = 1;
	await beside.look(columns);
	expect(Object.entries(beside.found).map(([link, { path }]) => [link, path])).toEqual([
		['tiny_convnext', 'stages.3.blocks.0.add'],
		['tiny_vit', 'blocks.1.add2']
	]);
	await beside.lookAt(new File([], 'cat.png'), columns);
	expect(asked.map(({ image }) => (image && 'name' in image ? image.name : undefined))).toEqual([
		undefined,
		undefined,
		'cat.png',
		'cat.png'
	]);
	expect(new Set(asked.map(({ subject }) => subject)).size).toBe(4);
});

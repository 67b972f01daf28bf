import { expect, test } from 'vitest';
import { choose, forgetChoices, type Candidate } from '../../src/lib/live/kernels/own/choose.ts';
import { keep, recall } from '../../src/lib/live/kernels/own/remember.ts';
import { elementwise } from '../../src/lib/live/kernels/wgsl/elementwise.ts';
import { launch, type Source } from '../../src/lib/live/kernels/wgsl/program.ts';
import { on } from './live-networks.ts';

const right = elementwise(4, false, ['relu']);
const broken: Source = {
	...right,
	key: 'broken',
	code: 'fn main(index : i32) { result[index] = nonsense; }'
};

const candidate = (source: Source, code = source.code): Candidate => ({
	name: source.key,
	code,
	run: (x) => launch({ source, reads: [x], sizes: { count: 1, depth: 1 }, threads: 1, out: [4] })
});

const never: Candidate['run'] = () => {
	throw new Error('nothing is to be measured again');
};

const ask = (...candidates: readonly Candidate[]) =>
	on('webgpu', () => choose({ text: 'which of two', x: [4], candidates }));

test('a kernel that does not compile is never chosen, and the answer is remembered', async () => {
	await forgetChoices();
	expect(await ask(candidate(broken), candidate(right))).toBe(right.key);
	const again = [candidate(broken), candidate(right)].map((known) => ({ ...known, run: never }));
	expect(await ask(...again)).toBe(right.key);
	const kept = [...(await recall())].filter(([question]) => question.endsWith('which of two'));
	expect(kept.map(([, { name }]) => name)).toEqual([right.key]);
});

test('kernels are measured again when one of them has changed, or when that is asked for', async () => {
	expect(await ask(candidate(broken), candidate(right))).toBe(right.key);
	await expect(ask(candidate(broken), { ...candidate(right, 'new'), run: never })).rejects.toThrow(
		'nothing is to be measured again'
	);
	await forgetChoices();
	await expect(ask(candidate(broken), { ...candidate(right), run: never })).rejects.toThrow(
		'nothing is to be measured again'
	);
});

test('answers that cannot be read are none', async () => {
	const store = await caches.open('kernel-choices');
	for (const text of ['{', 'null', '{"question": 1}', '{"question": {"name": 2}}']) {
		await store.put('/kernel-choices.json', new Response(text));
		expect(await recall()).toEqual(new Map());
	}
	await keep(new Map([['question', { name: 'name', print: 'print' }]]));
	expect(await recall()).toEqual(new Map([['question', { name: 'name', print: 'print' }]]));
	await forgetChoices();
	expect(await recall()).toEqual(new Map());
});

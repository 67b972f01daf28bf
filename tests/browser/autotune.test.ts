import { expect, test } from 'vitest';
import { answersKept, forgetAnswers } from '../../src/lib/runtimes/autotune/autotune.ts';
import { keep, recall } from '../../src/lib/runtimes/autotune/remember.ts';
import { autotune, type KernelVariant } from '../../src/lib/runtimes/webgpu/autotune.ts';
import { elementwise } from '../../src/lib/runtimes/webgpu/wgsl/elementwise.ts';
import { launch, type ShaderSource } from '../../src/lib/runtimes/webgpu/wgsl/program.ts';
import { on } from './networks.ts';

const right = elementwise(4, ['relu']);
const broken: ShaderSource = {
	...right,
	key: 'broken',
	code: 'fn main(index : i32) { result[index] = nonsense; }'
};

const kernelVariant = (source: ShaderSource, code = source.code): KernelVariant => ({
	name: source.key,
	code,
	run: (x) => launch({ source, reads: [x], sizes: { count: 1, depth: 1 }, threads: 1, out: [4] })
});

const never: KernelVariant['run'] = () => {
	throw new Error('nothing is to be measured again');
};

const ask = (...variants: readonly KernelVariant[]) =>
	on('webgpu', () => autotune({ key: 'which of two', x: [4], variants }));

test('a kernel that does not compile is never chosen, and the answer is remembered', async () => {
	await forgetAnswers();
	expect(await ask(kernelVariant(broken), kernelVariant(right))).toBe(right.key);
	const again = [kernelVariant(broken), kernelVariant(right)].map((known) => ({
		...known,
		run: never
	}));
	expect(await ask(...again)).toBe(right.key);
	await answersKept();
	const kept = [...(await recall())].filter(([task]) => task.includes('which of two'));
	expect(kept.map(([, { name }]) => name)).toEqual([right.key]);
});

test('kernels are measured again when one of them has changed, or when that is asked for', async () => {
	expect(await ask(kernelVariant(broken), kernelVariant(right))).toBe(right.key);
	await expect(
		ask(kernelVariant(broken), { ...kernelVariant(right, 'new'), run: never })
	).rejects.toThrow('nothing is to be measured again');
	await forgetAnswers();
	await expect(ask(kernelVariant(broken), { ...kernelVariant(right), run: never })).rejects.toThrow(
		'nothing is to be measured again'
	);
});

test('answers that cannot be read are none', async () => {
	const kept = await caches.open('convnext-explorer:kernel-variants');
	for (const text of [
		'{',
		'null',
		'{"question": {"name": "name", "print": "print"}}',
		'{"version": 2, "value": {"question": {"name": "name", "print": "print"}}}',
		'{"version": 1, "value": null}',
		'{"version": 1, "value": {"question": 1}}',
		'{"version": 1, "value": {"question": {"name": 2}}}'
	]) {
		await kept.put('/kernel-variants.json', new Response(text));
		expect(await recall()).toEqual(new Map());
	}
	await keep(new Map([['question', { name: 'name', print: 'print' }]]));
	expect(await recall()).toEqual(new Map([['question', { name: 'name', print: 'print' }]]));
	await forgetAnswers();
	expect(await recall()).toEqual(new Map());
});

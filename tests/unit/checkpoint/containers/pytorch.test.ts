import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { weightFile } from '../../../../src/lib/checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../../../src/lib/checkpoint/open.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';

const FOLDER = 'tests/golden/checkpoints';

async function open(path: string) {
	const name = path.split('/').at(-1) ?? path;
	const opened = await openCheckpoint(new Blob([readFileSync(`${FOLDER}/${path}`)]), name);
	if (!opened.ok) throw new Error(`${opened.message} ${opened.details.join('\n')}`);
	return opened.checkpoint;
}

const files = readdirSync(`${FOLDER}/pytorch`).filter((name) => /_\w+\.(pth|pt|bin)$/.test(name));

test('files in all of PyTorch’s ways are there', () => {
	expect(files).toHaveLength(5);
});

test.each(files)(
	'%s has the design and the values of the safetensors file of its name',
	async (file) => {
		const pytorch = await open(`pytorch/${file}`);
		const safetensors = await open(file.replace(/\.\w+$/, '.safetensors'));
		expect(pytorch.design).toEqual(safetensors.design);
		expect([...pytorch.tensors.keys()].sort()).toEqual([...safetensors.tensors.keys()].sort());
		const [found, expected] = [pytorch, safetensors].map((each) => sourceOf(weightFile(each)));
		for (const [name, { shape }] of safetensors.tensors)
			expect(await found?.(name, shape), name).toEqual(await expected?.(name, shape));
	}
);

test('of several networks in a file the trained one is read, and that is said', async () => {
	const { notes } = await open('pytorch/facebook_convnextv2_f32.pth');
	expect(notes).toEqual(['The file’s model is read, and not its model_ema.']);
});

test('what a pickle would call is named, and not called', async () => {
	await expect(open('pytorch/harm.pth')).rejects.toThrow(
		/no tensors under names.*posix\.system.*nothing of a file is run/
	);
	const { notes } = await open('pytorch/timm_convnextv2_f16.pth');
	expect(notes).toEqual([]);
});

test.each([
	['sparse.pth', /no values of tensors\. Some are sparse.*to_dense/],
	['meta.pth', /no values of tensors\..*names and shapes and no values/]
])('%s, whose tensors are of a kind that is not read, is told for it', async (file, words) => {
	await expect(open(`pytorch/${file}`)).rejects.toThrow(words);
});

test('a part of what DeepSpeed saves is told for it, with what joins the parts', async () => {
	await expect(open('pytorch/deepspeed.pt')).rejects.toThrow(
		/a part of what DeepSpeed saves.*\n.*python zero_to_fp32\.py \. weights\.bin/
	);
});

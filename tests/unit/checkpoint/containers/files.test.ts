import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { elements } from '../../../../src/lib/arch/ops.ts';
import { weightFile, type Checkpoint } from '../../../../src/lib/checkpoint/checkpoint.ts';
import { weightShapes } from '../../../../src/lib/checkpoint/differences.ts';
import { openCheckpoint, openFiles } from '../../../../src/lib/checkpoint/open.ts';
import { writeHeader } from '../../../../src/lib/checkpoint/containers/safetensors.ts';
import type { NamedFile } from '../../../../src/lib/checkpoint/containers/shards.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';
import golden from '../../../golden/checkpoints/files.json';
import { fileOf } from '../../../checkpoint-files.ts';
import { networkOf } from '../../../networks.ts';
import { fileOfTensors } from '../../../safetensors-file.ts';

const bytes = readFileSync('tests/golden/checkpoints/timm_convnext_f32.safetensors');
const opened = await openCheckpoint(new Blob([bytes]), 'model.safetensors');
if (!opened.ok) throw new Error(opened.message);
const whole = opened.checkpoint;

const NAMES = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'] as const;
const [first, second] = await Promise.all(
	NAMES.map(async (name, half) => ({
		name,
		file: await fileOfTensors(whole, (_, i) => i % 2 === half)
	}))
);
if (!first || !second) throw new Error('there are two shards');

/** A file of a preset's tensors, all zeros. */
function emptyFile(preset: string): Blob {
	const entries = [...weightShapes(networkOf(preset).layers)];
	const values = entries.reduce((sum, [, shape]) => sum + elements(shape), 0);
	const header = writeHeader(entries.map(([name, shape]) => ({ name, shape })));
	return new Blob([header, new Float32Array(values)]);
}

const json = (name: string, value: unknown): NamedFile => ({
	name,
	file: new Blob([JSON.stringify(value)])
});
const index = json('model.safetensors.index.json', {
	weight_map: { 'head.fc.bias': NAMES[1], 'stem.0.weight': NAMES[0] }
});

const message = async (...files: readonly NamedFile[]) => {
	const result = await openFiles(files);
	return result.ok ? 'opened' : result.message;
};

test('shards are one network, in any order, with an index and without', async () => {
	for (const files of [
		[first, second],
		[second, index, first]
	]) {
		const result = await openFiles(files);
		if (!result.ok) throw new Error(result.message);
		expect(result.checkpoint.design).toEqual(whole.design);
		expect(result.checkpoint.name).toMatch(/^model-0000\d-of-00002\.safetensors and 1 more$/);
		const [found, expected] = [result.checkpoint, whole].map((each) => sourceOf(weightFile(each)));
		for (const [name, { shape }] of whole.tensors)
			expect(await found?.(name, shape), name).toEqual(await expected?.(name, shape));
	}
});

test('a missing shard is named', async () => {
	expect(await message(second)).toMatch(
		/shard 2 of 2.*missing: “model-00001-of-00002\.safetensors”/
	);
	expect(await message(index, first)).toMatch(/2 files, and not all.*“model-00002-of-00002/);
	expect(await message(first, json('config.json', {}))).toMatch(/shard 1 of 2/);
});

test('of a folder the safetensors are read, and not the same weights in other formats', async () => {
	const other = { name: 'pytorch_model.bin', file: new Blob(['x']) };
	const read = { name: 'README.md', file: new Blob(['# Weights']) };
	expect(await message(read, other, { name: 'model.safetensors', file: new Blob([bytes]) })).toBe(
		'opened'
	);
});

test('an index of files that are elsewhere does not keep a whole file beside it from opening', async () => {
	expect(await message(index, { name: 'model.safetensors', file: new Blob([bytes]) })).toBe(
		'opened'
	);
});

/** The same file with one more tensor behind the others. */
function withTensor(name: string, dtype: string, length: number): Blob {
	const end = 8 + Number(bytes.readBigUInt64LE());
	const values = bytes.length - end;
	const header: unknown = {
		...(JSON.parse(bytes.toString('utf8', 8, end)) as object),
		[name]: { dtype, shape: [1], data_offsets: [values, values + length] }
	};
	const text = new TextEncoder().encode(JSON.stringify(header));
	const start = new BigUint64Array([BigInt(text.length)]);
	return new Blob([start, text, bytes.subarray(end), new Uint8Array(length)]);
}

test.each([
	['C64', 8],
	['F8_E8M0', 1],
	['F2_E1M0', 3]
])('a tensor of type %s that no output depends on is left out', async (dtype, length) => {
	const result = await openFiles([
		{ name: 'model.safetensors', file: withTensor('mask_token', dtype, length) }
	]);
	if (!result.ok) throw new Error(result.message);
	expect(result.checkpoint.design).toEqual(whole.design);
	expect(result.checkpoint.unused).toEqual({ bystanders: ['mask_token'], parts: [] });
});

test('two networks at once are refused', async () => {
	const file = new Blob([bytes]);
	expect(await message({ name: 'a.safetensors', file }, { name: 'b.safetensors', file })).toMatch(
		/“a.safetensors” and “b.safetensors” both hold .*: open one network at a time/
	);
});

async function aboutWith(...jsons: readonly NamedFile[]) {
	const result = await openFiles([
		{ name: 'model.safetensors', file: new Blob([bytes]) },
		...jsons
	]);
	return result.ok ? result.checkpoint.about : result;
}

test('class names and preparation are taken from the JSON files beside', async () => {
	const id2label = { 0: 'tench', 2: 'shark', 1: 'goldfish' };
	const transformers = {
		image_mean: [0.5, 0.5, 0.5],
		image_std: [0.2, 0.2, 0.2],
		resample: 3,
		size: { shortest_edge: 256 },
		crop_size: { height: 224, width: 224 }
	};
	expect(
		await aboutWith(
			json('config.json', { id2label }),
			json('preprocessor_config.json', transformers)
		)
	).toEqual({
		classNames: ['tench', 'goldfish', 'shark'],
		image: { mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2], interpolation: 'bicubic', crop: 0.875 }
	});
	const cfg = { mean: [0, 0, 0], std: [1, 1, 1], crop_pct: 0.9, interpolation: 'bilinear' };
	expect(
		await aboutWith(json('config.json', { pretrained_cfg: cfg, label_names: ['cat', 'dog'] }))
	).toEqual({
		classNames: ['cat', 'dog'],
		image: { mean: [0, 0, 0], std: [1, 1, 1], interpolation: 'bilinear', crop: 0.9 }
	});
});

test('what does not fit in the JSON files is left out', async () => {
	const odd = {
		id2label: { 0: 'LABEL_0', 1: 'LABEL_1' },
		image_mean: [0.5, 'x', 0.5],
		image_std: [0, 0, 0],
		crop_pct: 7,
		resample: 1
	};
	expect(await aboutWith(json('config.json', odd))).toEqual({});
	expect(await aboutWith(json('config.json', { id2label: { 0: 'a', 5: 'b' } }))).toEqual({});
	expect(
		await message({ name: 'a.safetensors', file: new Blob([bytes]) }, json('b.json', [1]))
	).toMatch(/“b.json” is no JSON object/);
});

test('config.json answers what shapes cannot, in words of the report, where it agrees with them', async () => {
	const { tensors } = golden['hf vit'];
	const open = async (config: unknown) => {
		const named = { name: 'model.safetensors', file: fileOf(tensors) };
		const result = await openFiles([named, json('config.json', config)]);
		if (!result.ok) throw new Error(result.message);
		return result.checkpoint;
	};
	const asked = ({ assumed }: Checkpoint) =>
		assumed.filter((one) => one.asked).map(({ key }) => key);
	const said = { num_attention_heads: 3, hidden_act: 'quick_gelu', image_size: 32, patch_size: 8 };
	const told = await open(said);
	expect(asked(await open({}))).toEqual(expect.arrayContaining(['heads', 'activation']));
	expect(asked(told)).not.toContain('heads');
	expect(asked(told)).not.toContain('activation');
	expect(told.design.config).toMatchObject({ heads: 3, activation: 'quickGelu', input: 32 });
	expect(told.notes.join()).toMatch(/config\.json says heads: 3, activation: Quick GELU, /);
	const wrong = await open({ num_attention_heads: -3, hidden_act: 'constructor', image_size: 999 });
	expect(wrong.design.config).toMatchObject({ input: 32 });
	expect(wrong.notes).toEqual([]);
});

test('timm’s config.json names the network among those with the same weights', async () => {
	const file = emptyFile('resnetaa50');
	const open = async (...beside: readonly NamedFile[]) =>
		openFiles([{ name: 'model.safetensors', file }, ...beside]);
	const found = await open(json('config.json', { architecture: 'resnetaa50' }));
	expect(found).toMatchObject({ ok: true, checkpoint: { design: { preset: 'resnetaa50' } } });
	expect(await open()).toMatchObject({ ok: true, checkpoint: { design: { preset: 'resnet50' } } });
});

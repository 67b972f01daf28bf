import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { NamedFile } from '../../src/lib/checkpoint/containers/shards.ts';
import { mutatedBytes } from './bytes.ts';
import { checkpointFile } from './checkpoint-files.ts';
import { mutatedJson } from './json.ts';
import { pytorchFile } from './pytorch-files.ts';
import { shardOf } from '../shards.ts';
import { oddText } from './texts.ts';

const SHARDS = [1, 2, 3].map((number) => `model-0000${number}-of-00003.safetensors`);

const goldenFile = (name: string) =>
	new Uint8Array(readFileSync(`tests/golden/checkpoints/${name}.safetensors`));

const SHARD_NAMES = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
const whole = goldenFile('timm_convnext_f32');
const GOLDEN_HALVES = [0, 1].map((half) => shardOf(whole, half));
const INDEX = {
	metadata: { total_size: whole.length },
	weight_map: { 'stem.0.weight': SHARD_NAMES[0], 'head.fc.bias': SHARD_NAMES[1] }
};

const name = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...SHARDS) },
	{
		weight: 3,
		arbitrary: fc.constantFrom(
			...['model.safetensors', 'pytorch_model.bin', 'a.pth', 'optimizer.pt', 'model.ckpt', 'x'],
			...['model-99999-of-99999.safetensors', 'model-00000-of-00000.bin', 'a-2-of-1.pt', 'x.tar']
		)
	},
	{ weight: 1, arbitrary: oddText() }
);

const index = mutatedJson(
	fc
		.array(fc.tuple(fc.constantFrom('stem.0.weight', 'head.fc.bias', 'x'), name), { maxLength: 5 })
		.map((entries) => ({ metadata: { total_size: 1 }, weight_map: Object.fromEntries(entries) }))
);

const config = mutatedJson(
	fc.constantFrom<unknown>(
		{ architectures: ['ConvNextForImageClassification'], id2label: { 0: 'cat', 1: 'dog' } },
		{ architecture: 'resnet18', num_classes: 2, label_names: ['cat', 'dog'] },
		{ do_resize: true, size: { shortest_edge: 224 }, image_mean: [0.5, 0.5, 0.5] }
	)
);

const described = fc
	.tuple(
		fc.constantFrom('model.safetensors.index.json', 'config.json', 'preprocessor_config.json'),
		fc.oneof(index, config)
	)
	.map(([called, text]): NamedFile => ({ name: called, file: new Blob([text]) }));

const weights = fc
	.tuple(
		name,
		fc.oneof(
			{ weight: 3, arbitrary: checkpointFile() },
			{ weight: 1, arbitrary: pytorchFile() },
			{
				weight: 1,
				arbitrary: mutatedBytes(fc.constant(new Uint8Array([80, 75, 3, 4, 0, 0, 0]))).map(
					(bytes) => new Blob([bytes])
				)
			}
		)
	)
	.map(([called, file]): NamedFile => ({ name: called, file }));

/** Files as a folder of the hub has them, dropped at once: shards, an index, what is told beside them. */
export const folder = (): fc.Arbitrary<readonly NamedFile[]> =>
	fc
		.tuple(fc.array(weights, { maxLength: 3 }), fc.array(described, { maxLength: 2 }))
		.filter((parts) => parts.flat().length > 0)
		.map((parts) => parts.flat());

const part = (number: number) =>
	mutatedBytes(fc.constant(GOLDEN_HALVES[number] ?? new Uint8Array())).map((bytes) => ({
		name: SHARD_NAMES[number] ?? '',
		file: new Blob([bytes])
	}));

/** A network in two shards with its index, any of them changed, some left away. */
export const shards = (): fc.Arbitrary<readonly NamedFile[]> =>
	fc
		.tuple(
			fc.option(part(0), { freq: 8 }),
			fc.option(part(1), { freq: 8 }),
			fc.option(
				mutatedJson(fc.constant(INDEX)).map((text) => ({
					name: 'model.safetensors.index.json',
					file: new Blob([text])
				}))
			)
		)
		.map((files) => files.filter((file) => file !== null))
		.filter((files) => files.length > 0);

const CONFIG = {
	architectures: ['ViTForImageClassification'],
	...{
		architecture: 'convnextv2_atto',
		num_attention_heads: 3,
		hidden_act: 'gelu',
		image_size: 32
	},
	...{ window_size: 7, layer_norm_eps: 1e-6, pretrained_window_sizes: [0, 0] },
	id2label: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, `class ${i}`])),
	pretrained_cfg: { input_size: [3, 32, 32], mean: [0.5, 0.5, 0.5], std: [1, 1, 1], crop_pct: 0.9 }
};

/** A network with what stands beside it, that changed in any way. */
export const configured = (): fc.Arbitrary<readonly NamedFile[]> =>
	fc
		.tuple(
			fc.constantFrom('facebook_convnextv2_f32', 'timm_vit_f16', 'microsoft_swin_f32'),
			mutatedJson(fc.constant<unknown>(CONFIG)),
			fc.option(mutatedJson(fc.constant<unknown>({ size: { height: 32 }, image_mean: [0, 0, 0] })))
		)
		.map(([name, config, preprocessor]) => [
			{ name: 'model.safetensors', file: new Blob([goldenFile(name)]) },
			{ name: 'config.json', file: new Blob([config]) },
			...(preprocessor === null
				? []
				: [{ name: 'preprocessor_config.json', file: new Blob([preprocessor]) }])
		]);

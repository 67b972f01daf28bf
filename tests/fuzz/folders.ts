import fc from 'fast-check';
import type { NamedFile } from '../../src/lib/checkpoint/containers/shards.ts';
import { mutatedBytes } from './bytes.ts';
import { checkpointFile } from './checkpoint-files.ts';
import { mutatedJson } from './json.ts';
import { pytorchFile } from './pytorch-files.ts';
import { oddText } from './texts.ts';

const SHARDS = [1, 2, 3].map((number) => `model-0000${number}-of-00003.safetensors`);

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

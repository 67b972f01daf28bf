import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { examine } from '../../../src/lib/arch/design.ts';
import { weightFile } from '../../../src/lib/checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../../src/lib/checkpoint/open.ts';
import { wrappingsOf } from '../../../src/lib/checkpoint/naming.ts';
import { toTimmNames } from '../../../src/lib/checkpoint/renaming.ts';
import { loadReaders } from '../../../src/lib/checkpoint/readers.ts';
import { weightShapes } from '../../../src/lib/checkpoint/differences.ts';
import { changesOf } from '../../../src/lib/share/settings.ts';
import logits from '../../golden/checkpoints/logits.json';
import { networkOf } from '../../networks.ts';

const readers = await loadReaders();

async function open(name: string) {
	const bytes = readFileSync(`tests/golden/checkpoints/${name}.safetensors`);
	const opened = await openCheckpoint(new Blob([bytes]), `${name}.safetensors`);
	if (!opened.ok) throw new Error(`${opened.message} ${opened.details.join()}`);
	return opened.checkpoint;
}

const expected = {
	timm_convnext_f32: ['convnext_', 'kernels=3,5,7,9'],
	timm_convnextv2_f16: ['convnextv2_atto', ''],
	timm_resnext_bf16: ['resnext50_32x4d', 'cardinality=8&inner=0.5'],
	timm_vit_f16: ['vit_', 'width=24&depth=2&input=32'],
	torchvision_convnext_f32: ['convnext_', 'widths=8,12,20'],
	torchvision_resnet_f16: ['resnet18', 'depths=1'],
	torchvision_swin_bf16: ['swin_tiny_patch4_window7_224', 'depths=2,2&heads=2,4&width=12'],
	torchvision_vit_f32: ['vit_', 'width=24&depth=2&input=32'],
	torchvision_regnet_f32: ['regnety_', 'depths=1,2&widths=16,24&stemWidth=8'],
	torchvision_efficientnet_f16: ['test_efficientnet', 'depths=1,2,1&widths=8,16,24&headWidth=32'],
	torchvision_efficientnetv2_f16: ['test_efficientnet', 'widths=8,16,24,32&eps=1e-3'],
	torchvision_mobilenetv2_f16: ['mobilenetv2_', 'widths=8,8,8,8,16,16,24'],
	torchvision_mobilenetv3_f16: [
		'mobilenetv3_small_',
		'expansions=1,5,3,4,6,3,6,1&headWidth=48&eps=1e-3'
	],
	torchvision_mnasnet_f16: ['mnasnet_', 'stemWidth=8'],
	facebook_convnext_bf16: ['convnext_', 'widths=6,8,12,20'],
	facebook_convnextv2_f32: ['convnextv2_', 'widths=6,8,12,20'],
	microsoft_swin_f32: ['swin_tiny_patch4_window7_224', 'depths=2,2&heads=2,4&width=12']
} as const;

test('every checkpoint on file is expected to be something', () => {
	expect(Object.keys(expected)).toEqual(Object.keys(logits));
});

for (const [name, [preset, settings]] of Object.entries(expected))
	test(`${name} is read as what it was written from, complete and with nothing left over`, async () => {
		const { design, author, dtypes, differences } = await open(name);
		const entry = logits[name as keyof typeof logits];
		expect([author, dtypes]).toEqual([entry.author, [entry.dtype]]);
		expect(design.preset).toMatch(new RegExp(`^${preset}`));
		const changes = changesOf(design).map((setting) => setting.join('='));
		expect(changes).toEqual(expect.arrayContaining(settings === '' ? [] : settings.split('&')));
		expect(design.config).toMatchObject({ classes: 10 });
		expect(differences).toEqual({ missing: [], misshapen: [], extra: [] });
	});

test('a worker is told where each tensor is, and that is as long as the design needs', async () => {
	const checkpoint = await open('timm_convnextv2_f16');
	const { places, label } = weightFile(checkpoint);
	const what = `timm_convnextv2_f16.safetensors: ${places.size} tensors, F16`;
	expect(label).toMatch(
		new RegExp(`^${what}; not told by the file, but chosen: .*activation: GELU`)
	);
	const examined = examine(checkpoint.design);
	const shapes = weightShapes(examined.ok ? examined.network.layers : []);
	for (const [name, shape] of shapes) {
		const place = places.get(name);
		const bytes = 2 * shape.reduce((product, size) => product * size, 1);
		const [part] = place?.parts ?? [];
		expect(Number(part?.end) - Number(part?.start), name).toBe(bytes);
	}
});

const prefixesOf = (names: readonly string[]) =>
	wrappingsOf(names, readers).map(({ prefix }) => prefix);

test('a prefix is what stands before tensors that are known, whatever stands beside them', () => {
	const conv = 'layer1.0.conv1.weight';
	expect(prefixesOf([`module.encoder_q.${conv}`, 'module.queue', 'n_averaged'])).toEqual([
		'module.encoder_q.'
	]);
	expect(prefixesOf([`model.${conv}`, 'criterion.weight'])).toEqual(['model.']);
	expect(prefixesOf([`x${conv}`])).toEqual([]);
	expect(prefixesOf([])).toEqual([]);
});

test('of several copies the trained one comes first, and a teacher before its student', () => {
	const conv = 'layer1.0.conv1.weight';
	const copies = ['model_ema', 'student', 'module', 'teacher'].map((name) => `${name}.${conv}`);
	expect(prefixesOf(copies)).toEqual(['module.', 'teacher.', 'model_ema.', 'student.']);
});

test('facebookresearch’s isotropic ConvNeXt finds its place in one stage', () => {
	const names = [...weightShapes(networkOf('convnext_isotropic_small').layers).keys()];
	const facebook = names.map((name) =>
		name
			.replace('stem.0.', 'stem.')
			.replace('stages.0.blocks', 'blocks')
			.replace('conv_dw', 'dwconv')
			.replace('mlp.fc', 'pwconv')
			.replace('head.norm', 'norm')
			.replace('head.fc', 'head')
	);
	const tensors = new Map(facebook.map((name) => [name, { shape: [1] }]));
	const [way] = wrappingsOf(facebook, readers).filter(
		({ naming }) => naming.author === 'facebookresearch'
	);
	if (!way) throw new Error('its names are not known');
	expect([...toTimmNames(tensors, way).tensors.keys()]).toEqual(names);
});

test('two tensors that stand for one are refused by name', () => {
	const names = ['downsample_layers.0.0.weight', 'stem.0.weight'];
	const [way] = wrappingsOf(names, readers);
	if (!way) throw new Error('its names are not known');
	const tensors = new Map(names.map((name) => [name, { shape: [1] }]));
	expect(() => toTimmNames(tensors, way)).toThrow('stem.0.weight');
});

test('a name of any length is told in a line', async () => {
	const bytes = readFileSync('tests/golden/checkpoints/timm_convnext_f32.safetensors');
	const end = 8 + Number(bytes.readBigUInt64LE());
	const header = Buffer.from(
		bytes.toString('utf8', 8, end).replace('"head.fc.bias"', `"${'x'.repeat(10_000)}"`)
	);
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	const file = new Blob([length, header, bytes.subarray(end)]);
	expect(await openCheckpoint(file, 'x')).toMatchObject({
		details: ['missing: head.fc.bias', `not in the design: ${'x'.repeat(80)}…`]
	});
});

test('values of a type that is not read are refused, each tensor by name', async () => {
	const bytes = readFileSync('tests/golden/checkpoints/timm_convnext_f32.safetensors');
	bytes.write(
		'I32',
		bytes.indexOf('"head.fc.bias":{"dtype":"F32"') + '"head.fc.bias":{"dtype":"'.length
	);
	expect(await openCheckpoint(new Blob([bytes]), 'x')).toMatchObject({
		ok: false,
		message: expect.stringContaining('F64, F32, F16 and BF16'),
		details: ['I32: head.fc.bias']
	});
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presetDesign, type Design } from '../../../src/lib/arch/design.ts';
import type { Shape } from '../../../src/lib/arch/net.ts';
import {
	configDifferencesOf,
	isComplete,
	weightShapes
} from '../../../src/lib/checkpoint/differences.ts';
import {
	recognise as recogniseBy,
	type Recognised
} from '../../../src/lib/checkpoint/recognition.ts';
import type { Told } from '../../../src/lib/checkpoint/containers/told.ts';
import { loadReaders } from '../../../src/lib/checkpoint/readers.ts';
import { readLink } from '../../../src/lib/share/link.ts';
import { changesOf } from '../../../src/lib/share/settings.ts';
import { validDesign } from '../../designs.ts';
import { networkOf, networkOfDesign } from '../../networks.ts';
import { presetsByStructure } from '../../presets.ts';
import { runs } from '../../runs.ts';

const readers = await loadReaders();
const recognise = (shapes: ReadonlyMap<string, Shape>) => recogniseBy(shapes, readers);

const shapesOf = (design: Design) => weightShapes(networkOfDesign(design).layers);

/** The same where DeiT III's authors' names are timm's: they are RoPE-ViT's, and a person is asked which it is. */
const alike = (design: Design) =>
	[...shapesOf(design)].map(
		([name, shape]) => [name.replace(/\.gamma_([12])$/, '.ls$1.gamma'), shape] as const
	);

function known(recognised: Recognised) {
	if (!recognised.ok) throw new Error(recognised.message);
	return recognised;
}

const { design: grouped } = readLink('resnet18&norm=group', []);

const NONE = { missing: [], misshapen: [], extra: [] };

test.each(presetsByStructure)('the weights of %s are recognised to the last tensor', (name) => {
	const design = presetDesign(name);
	if (!design) throw new Error(name);
	const found = known(recognise(shapesOf(design)));
	expect(found.differences).toEqual(NONE);
	// Presets of the same shapes stand for each other: DeiT is a ViT, and neither a blur nor a GELU has weights.
	const twin = presetDesign(found.design.preset);
	expect(twin && alike(twin)).toEqual(alike(design));
	const { family, config } = found.design;
	const applies = (key: string) =>
		family.fields.find((field) => field.key === key)?.applies?.(config) !== false;
	expect(changesOf(found.design).filter(([key]) => applies(key))).toEqual([]);
});

test('any design’s weights are recognised as a design with the same weights', () => {
	const limits = { depths: 3, widths: 64, depth: 4, width: 96, batch: 1, input: 512 };
	fc.assert(
		fc.property(validDesign(limits), (design) => {
			const shapes = shapesOf(design);
			const found = known(recognise(shapes));
			expect(found.differences).toEqual(NONE);
			expect(new Map(alike(found.design))).toEqual(new Map(alike(design)));
		}),
		{ numRuns: runs(300) }
	);
});

test('an output stride is read where a stage as wide as the one before has no projection', () => {
	const same = { depths: [1, 1, 1], widths: [16, 16, 16], block: 'basic' };
	for (const outputStride of ['8', '32']) {
		const { layers } = networkOf('resnet18', { ...same, outputStride });
		const { design, differences } = known(recognise(weightShapes(layers)));
		expect(differences).toEqual(NONE);
		expect(design.config).toMatchObject({ outputStride });
	}
});

test('heads that norms show are not turned where their width does not let them', () => {
	const { design: asked } = readLink(
		'deit3_large_patch16_384&width=84&depth=4&heads=6&block=parallel&mlpRatio=1.2746&qkNorm=on&subNorm=on&qkvBias=off&bias=off&embedding=resnet26d&registers=11&positions=none&pool=average&input=37&channels=59',
		[]
	);
	const { layers } = networkOfDesign(asked);
	const { design, differences } = known(recognise(weightShapes(layers)));
	expect(differences).toEqual(NONE);
	expect(design.config).toMatchObject({ heads: 6, rotary: 'none' });
});

test('the positions of a hybrid are those of its ResNet’s map, whatever a patch would be', () => {
	const changes = { embedding: 'resnet26d', rotary: 'counted', width: 24, heads: 3, depth: 1 };
	const { layers } = networkOf('vit_base_patch16_224', { ...changes, input: 100, patch: 7 });
	const { op } = layers.find((layer) => layer.op.kind === 'rotary') ?? {};
	expect(op).toMatchObject({ grid: [4, 4] });
});

test.each(['before', 'after', 'none'])(
	'class token and average side by side are read with their norm %s',
	(lastNorm) => {
		for (const classes of lastNorm === 'after' ? [0, 10] : [10]) {
			const changes = { width: 8, heads: 1, depth: 1, pool: 'both', lastNorm, input: 32, classes };
			const { layers } = networkOf('vit_base_patch16_224', changes);
			const { design, differences } = known(recognise(weightShapes(layers)));
			expect(differences).toEqual(NONE);
			expect(design.config).toMatchObject({ pool: 'both' });
		}
	}
);

test('one ratio is read that fits all stages, where the first alone leaves several', () => {
	const changes = { width: 1, depths: [1, 1], heads: [1, 1], mlpRatio: 5.5 };
	const { layers } = networkOf('swin_tiny_patch4_window7_224', changes);
	const { design, differences } = known(recognise(weightShapes(layers)));
	expect(differences).toEqual(NONE);
	expect(design.config).toMatchObject({ mlpRatio: 5.5 });
});

test('a file’s tensors are gone through as often, however many presets there are', () => {
	const shapes = shapesOf(grouped);
	let walks = 0;
	const entries = shapes.entries.bind(shapes);
	const watched = Object.assign(new Map(shapes), {
		entries() {
			walks += 1;
			return entries();
		}
	});
	expect(known(recognise(watched)).differences).toEqual(NONE);
	expect(walks).toBe(1);
});

test('what shapes tell is read, and what they do not tell is the nearest preset’s and said', () => {
	const changes = { depths: [2, 3], widths: [24, 56], kernels: [5, 9], expansions: [2, 3] };
	const { layers } = networkOf('convnext_tiny', { ...changes, grn: true, classes: 7, patch: 2 });
	const { design, assumed } = known(recognise(weightShapes(layers)));
	expect(design.config).toMatchObject({ ...changes, grn: true, layerScale: true, classes: 7 });
	expect(design.config).toMatchObject({ patch: 2, activation: 'gelu', input: 224 });
	expect(assumed.map(({ label }) => label)).toEqual([
		'norm epsilon',
		'activation',
		'activation after conv',
		'output stride',
		'input'
	]);
});

test('what shapes cannot tell is not asked where config.json names timm’s network, and is where arguments changed it', () => {
	const { layers } = networkOf('resnetblur50');
	const askedOf = (told: Told) => {
		const hints = { told, called: told.architecture ?? '' };
		const { design, assumed } = known(recogniseBy(weightShapes(layers), readers, hints));
		return [design.preset, ...assumed.filter(({ asked }) => asked).map(({ key }) => key)];
	};
	expect(askedOf({ architecture: 'resnetblur50' })).toEqual(['resnetblur50']);
	expect(askedOf({ architecture: 'resnetblur50', changed: true })).toEqual([
		'resnetblur50',
		'antialias'
	]);
	expect(askedOf({ architecture: 'resnet18' })).toEqual(['resnet50', 'antialias']);
});

test('Swin’s windows and ViT’s positions tell the input’s size', () => {
	const swin = networkOf('swin_tiny_patch4_window7_224', { input: 120 });
	expect(known(recognise(weightShapes(swin.layers))).design.config).toMatchObject({
		window: [7, 7, 7, 7]
	});
	const vit = networkOf('vit_small_patch16_224', { input: 320 });
	expect(known(recognise(weightShapes(vit.layers))).design.config).toMatchObject({ input: 320 });
});

test('every missing, extra and misshapen tensor is named', () => {
	const { layers } = networkOf('resnet18');
	const shapes = new Map<string, Shape>(weightShapes(layers));
	shapes.delete('layer3.1.bn2.running_var');
	shapes.set('layer4.1.conv2.weight', [512, 512, 3, 1]);
	shapes.set('head.extra', [3]);
	const { design, differences } = known(recognise(shapes));
	expect(design.preset).toBe('resnet18');
	expect(differences).toEqual({
		missing: ['layer3.1.bn2.running_var'],
		misshapen: [
			{ name: 'layer4.1.conv2.weight', shape: [512, 512, 3, 1], needed: [512, 512, 3, 3] }
		],
		extra: ['head.extra']
	});
	expect(isComplete(differences)).toBe(false);
});

test('an edit that no weight notices leaves a checkpoint fitting, one that a weight notices does not', () => {
	const shapes = weightShapes(networkOf('convnext_atto').layers);
	const edited = networkOf('convnext_atto', { input: 288, activation: 'relu' });
	expect(configDifferencesOf(edited.layers, shapes)).toEqual(NONE);
	const widened = networkOf('convnext_atto', { kernels: [9, 7, 7, 7] });
	expect(configDifferencesOf(widened.layers, shapes).misshapen).toHaveLength(2);
});

test('a file of another kind of network, or beyond what can be built, is refused in words', () => {
	expect(recognise(new Map([['bert.embeddings.weight', [30522, 768]]]))).toMatchObject({
		ok: false,
		message: expect.stringContaining('a language model of BERT’s kind')
	});
	const shapes = new Map<string, Shape>(weightShapes(networkOf('convnext_atto').layers));
	shapes.set('stages.1.blocks.0.conv_dw.weight', [80, 1, 8, 8]);
	expect(recognise(shapes)).toMatchObject({
		ok: false,
		message: expect.stringContaining('kernels: “7,8,7,7” is not permitted')
	});
});

test('a Swin of more stages than a call has arguments gets an answer', () => {
	const stages = Array.from(
		{ length: 150_000 },
		(_, stage) => [`layers.${stage}.blocks.0.attn.relative_position_bias_table`, [169, 3]] as const
	);
	expect(recognise(new Map(stages)).ok).toBe(false);
});

test('any shapes under known names give an answer and never throw', () => {
	const names = [...weightShapes(networkOf('convnext_atto').layers).keys()]
		.concat([...weightShapes(networkOf('resnet50').layers).keys()])
		.concat([...weightShapes(networkOf('vit_tiny_patch16_224').layers).keys()])
		.concat([...weightShapes(networkOf('swin_tiny_patch4_window7_224').layers).keys()]);
	const shape = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.maxSafeNat()), {
		maxLength: 5
	});
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.constantFrom(...names), shape)), (entries) => {
			expect(typeof recognise(new Map(entries)).ok).toBe('boolean');
		})
	);
});

import { expect, test } from 'vitest';
import { examine, type Design } from '../../../../src/lib/arch/design.ts';
import { weightFile } from '../../../../src/lib/checkpoint/checkpoint.ts';
import { writeHeader } from '../../../../src/lib/checkpoint/containers/safetensors.ts';
import { deterministicWeights } from '../../../../src/lib/checkpoint/deterministic.ts';
import { openCheckpoint } from '../../../../src/lib/checkpoint/open.ts';
import { sourceOf } from '../../../../src/lib/checkpoint/weight-source.ts';
import { writtenFor, type Written } from '../../../../src/lib/export/names/writings.ts';
import { weightSlots } from '../../../../src/lib/export/weight-slots.ts';
import { readLink } from '../../../../src/lib/share/link.ts';

function subject(link: string) {
	const { design } = readLink(link, []);
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join());
	return { design, layers: examined.network.layers };
}

/** Millions of values, which an assertion would look at one by one. */
const isSame = (a: Float32Array, b: Float32Array | undefined): boolean =>
	b !== undefined && Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

const written = (link: string): readonly Written[] => {
	const { design, layers } = subject(link);
	return writtenFor(design, layers);
};

const NEXT = 'depths=1,1,2,1&widths=8,16,24,32&classes=10&input=64';
const VIT = 'vit_tiny_patch16_224&width=24&depth=2&heads=3&patch=8&input=32&classes=10';
const SWIN = 'swin_tiny_patch4_window7_224&width=12&depths=2,2&heads=2,4&input=56&classes=10';
const RES = 'depths=1,1&widths=64,128&classes=10&input=32';

type Case = Readonly<{
	link: string;
	/** Whose names it is written under. */
	authors: readonly string[];
	/** What is asked when such a file is opened. */
	ask?: Design['config'];
}>;
const CASES: readonly Case[] = [
	{
		link: `convnext_tiny&${NEXT}`,
		authors: ['Hugging Face', 'facebookresearch', 'torchvision']
	},
	{ link: `convnextv2_tiny&${NEXT}`, authors: ['Hugging Face', 'facebookresearch'] },
	{ link: `resnet18&${RES}`, authors: ['Hugging Face'] },
	{ link: `resnet50&${RES}`, authors: ['Hugging Face'] },
	{ link: VIT, authors: ['Hugging Face', 'torchvision'], ask: { heads: 3 } },
	{ link: SWIN, authors: ['Hugging Face', 'Microsoft'] }
];

test.each(CASES)(
	'$link is written under other names, and opens again to equal weights',
	async ({ link, authors, ask = {} }) => {
		const { design, layers } = subject(link);
		const slots = weightSlots(layers);
		const values = slots.map(({ name, shape }) => deterministicWeights(name, shape));
		const all = writtenFor(design, layers);
		expect(all).toHaveLength(authors.length);
		for (const [i, { entries }] of all.entries()) {
			const opened = await openCheckpoint(
				new Blob([writeHeader(entries), ...values]),
				'x.safetensors'
			);
			if (!opened.ok) throw new Error(`${authors[i] ?? ''}: ${opened.message}`);
			const { checkpoint } = opened;
			expect(checkpoint.author).toBe(authors[i]);
			expect({ ...checkpoint.design.config, ...ask, input: 0, batch: 1, pointwise: '' }).toEqual({
				...design.config,
				input: 0,
				pointwise: ''
			});
			const source = sourceOf(weightFile(checkpoint, design));
			for (const [at, { name, shape }] of slots.entries())
				expect(isSame(await source(name, shape), values[at]), name).toBe(true);
		}
	}
);

test('what other code does not have is not written for it', () => {
	for (const link of [
		`convnext_tiny&${NEXT}&activation=relu`,
		`convnext_tiny&${NEXT}&kernels=7,7,5,7`,
		`${VIT}&registers=4`,
		`${SWIN}&window=7,4`,
		// timm shifts its windows along one axis, and pads a map of 18.
		`${SWIN}&input=56x84`,
		`${SWIN}&input=72`,
		'convnext_tiny&classes=0',
		'regnetx_002'
	])
		expect(written(link), link).toEqual([]);
});

test('code of four stages is not written for three', () => {
	const three = written('convnext_tiny&depths=1,2,1&widths=8,16,24');
	expect(three.map(({ label }) => label)).toEqual(['Hugging Face Transformers', 'torchvision']);
});

test('a ResNet for Transformers begins with as many channels as it has here', () => {
	const [transformers] = written('resnet18&depths=1,2&widths=32,48');
	expect(transformers?.load('x')).toContain('embedding_size=32, hidden_sizes=[32, 48]');
});

test('the lines that load a file make the network that it is of', () => {
	const [transformers, facebook, torchvision] = written(`convnext_tiny&${NEXT}`).map(({ load }) =>
		load('mine.safetensors')
	);
	expect(transformers).toContain(
		'ConvNextConfig(depths=[1, 1, 2, 1], hidden_sizes=[8, 16, 24, 32], num_stages=4, patch_size=4, layer_norm_eps=0.000001, num_channels=3, num_labels=10)'
	);
	expect(facebook).toContain(
		'ConvNeXt(in_chans=3, num_classes=10, depths=[1, 1, 2, 1], dims=[8, 16, 24, 32])'
	);
	expect(torchvision).toContain(
		'CNBlockConfig(8, 16, 1), CNBlockConfig(16, 24, 1), CNBlockConfig(24, 32, 2), CNBlockConfig(32, None, 1)'
	);
});

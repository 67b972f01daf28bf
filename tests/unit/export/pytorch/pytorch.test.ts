import { describe, expect, it } from 'vitest';
import { printPytorch } from '../../../../src/lib/export/pytorch/pytorch.ts';
import { printSummary } from '../../../../src/lib/export/summary.ts';
import { timmLine } from '../../../../src/lib/export/timm.ts';
import { readLink } from '../../../../src/lib/share/link.ts';
import { networkOfDesign } from '../../../networks.ts';
import { smallDesigns } from '../../../small-networks.ts';

// That the files run and count right is checked by PyTorch: tests/golden/exports.test.ts.
const designOf = (link: string) => readLink(link, []).design;
const fileOf = (link: string) => printPytorch(designOf(link), networkOfDesign(designOf(link)));

describe('an exported file', () => {
	it('says blocks in loops: a deeper network has no longer file', () => {
		const lines = (link: string) => fileOf(link).split('\n').length;
		expect(lines('resnet152')).toBe(lines('resnet50'));
		expect(lines('convnext_xlarge')).toBe(lines('convnext_tiny'));
		expect(lines('convnext_tiny')).toBeLessThan(100);
	});

	it('has a name for what differs between blocks, and numbers for what does not', () => {
		expect(fileOf('convnext_tiny')).toContain('def __init__(self, dim):');
		expect(fileOf('convnext_tiny')).toContain('nn.Conv2d(dim, dim, 7, padding=3, groups=dim)');
		expect(fileOf('convnext_tiny&kernels=3,5,7,9')).toContain(
			'nn.Conv2d(dim, dim, kernel, padding=kernel // 2, groups=dim)'
		);
	});

	it('keeps lines short enough to read', () => {
		for (const link of ['swin_base_patch4_window12_384', 'resnext50_32x4d', 'vit_base_patch8_224'])
			expect(
				fileOf(link)
					.split('\n')
					.filter((line) => line.length > 100)
			).toEqual([]);
	});

	it('writes windows as pairs where they differ between the axes, and only there', () => {
		const swin = smallDesigns['tiny_swin@20x56'];
		if (!swin) throw new Error('there is no such tiny Swin');
		const file = printPytorch(swin, networkOfDesign(swin));
		expect(file).toContain('for 20 x 56 pixels');
		expect(file).toContain('Stage(12, out=12, window_height=5, window_width=7, heads=2');
		expect(file).toContain('Stage(12, out=24, window_height=2, window_width=7, heads=4');
		expect(file.split('\n').filter((line) => line.length > 100 && !line.includes('timm.'))).toEqual(
			[]
		);
		expect(fileOf('swin_tiny_patch4_window7_224')).not.toContain('window_height');
	});

	// What these files build was run in PyTorch 2.14: parameters by name, and the shape that leaves.
	const custom = (line: string) =>
		fileOf(`custom:convnext_tiny&depths=2,2&widths=16,32&input=64&classes=10&blocks=${line}`);

	it('gives stages whose blocks have classes of their own classes of their own', () => {
		const file = custom('add(dw7,add(ln,linear+C),linear+C),mul(pw+C|add(bn|mul(pool,pw+C)))');
		for (const text of ['class Stage(', 'Block() for _', 'class Stage2(', 'Block2() for _'])
			expect(file).toContain(text);
	});

	it('holds names that Python or the file itself has for something else', () => {
		const file = custom(
			'add(0a:(dw7,bn),true:(dw3,bn),f:(dw3,bn),layer_norm2d:(dw3,bn),a.b:(dw3,bn),x:pw+C)'
		);
		const classes = ['Part0a', 'PartTrue', 'F2', 'LayerNorm2d2', 'A', 'B'];
		for (const name of classes) expect(file).toContain(`class ${name}(`);
		expect(file).toContain('self.add_module("0a", Part0a(dim))');
		expect(file).toContain('self.get_submodule("0a")(x)');
		const flat = custom(
			'add(0:dw7,add(x:ln,linear+C),linear+C),mul(1.a:pw+C|add(bn|mul(pool,pw+C)))'
		);
		expect(flat).toContain('self.add_module("0", nn.Conv2d(16, 16, 7, padding=3, groups=16))');
		expect(flat).toContain('self.get_submodule("1").a = nn.Conv2d(16, 16, 1)');
		expect(flat).toContain('x2 = self.x(x2)');
	});

	it('imports no more than PyTorch', () => {
		const imports = fileOf('swin_tiny_patch4_window7_224').match(/^(import|from) \w+/gm);
		expect(imports).toEqual(['import torch', 'import torch', 'from torch']);
	});
});

describe('the call of timm', () => {
	it.each([
		['convnext_small', 'timm.create_model("convnext_small")'],
		['convnext_tiny&depths=3,3,27,3', 'timm.create_model("convnext_small")'],
		['convnext_tiny&input=384', 'timm.create_model("convnext_tiny")'],
		['convnext_tiny&layerScale=off&grn=on', 'timm.create_model("convnextv2_tiny")'],
		[
			'resnet50&conv=grouped&cardinality=8&inner=0.5',
			'timm.create_model("resnet50", cardinality=8, base_width=4)'
		],
		[
			'swin_tiny_patch4_window7_224&input=256&window=8',
			'timm.create_model("swin_tiny_patch4_window7_224", window_size=8, img_size=256)'
		],
		[
			'swin_tiny_patch4_window7_224&window=7,7,14,7&windowWidth=0,14,0,0',
			'timm.create_model("swin_tiny_patch4_window7_224", window_size=(7, (7, 14), 14, 7))'
		],
		[
			'swinv2_tiny_window8_256&window=16&pretrainedWindow=8',
			'timm.create_model("swinv2_tiny_window16_256", pretrained_window_sizes=(8, 8, 8, 8))'
		],
		[
			'vit_tiny_patch16_224&pool=average&classToken=off',
			'timm.create_model("vit_tiny_patch16_224", class_token=False, global_pool="avg")'
		]
	])('for %s is %s', (link, line) => {
		expect(timmLine(designOf(link))).toBe(line);
	});

	it('is none for a Swin of a size that timm’s masks do not fit, and for V2 with windows by stage', () => {
		const swin = (pixels: number) => `swin_tiny_patch4_window7_224&input=${pixels}`;
		// With timm 1.0.29 these raise, of the multiples of 4 from 32 to 512.
		const raise = [
			116, 172, 228, 232, 236, 284, 340, 344, 348, 396, 452, 456, 460, 464, 468, 472, 476, 508
		];
		const sizes = Array.from({ length: 121 }, (_, i) => 32 + 4 * i).filter((side) => side !== 224);
		expect(sizes.filter((side) => timmLine(designOf(swin(side))) === null)).toEqual(raise);
		expect(timmLine(designOf('swinv2_tiny_window8_256&window=8,8,16,8'))).toBeNull();
	});

	it.each(['convnext_tiny&norm=batch', 'convnext_tiny&patch=2', 'convnext_isotropic_small'])(
		'is none for %s, which timm cannot say',
		(link) => {
			expect(timmLine(designOf(link))).toBeNull();
		}
	);
});

describe('the summary', () => {
	it('has the metrics, the changes, the address and what to cite', () => {
		const design = designOf('convnext_tiny&kernels=9');
		const text = printSummary(design, networkOfDesign(design), 'https://example.org/#here');
		expect(text).toContain('# A variant of ConvNeXt-T');
		expect(text).toContain('| kernel | 7,7,7,7 | 9,9,9,9 |');
		expect(text).toContain('<https://example.org/#here>');
		expect(text).toContain('2201.03545');
		expect(text).toMatch(/\| parameters \| [\d,]+ \|/);
	});
});

import '../../../all-families.ts';
import { expect, test } from 'vitest';
import { presetDesign, presetNames, type Design } from '../../../../src/lib/arch/design.ts';
import { customDesign } from '../../../../src/lib/arch/families/custom/custom-design.ts';
import { printPytorch } from '../../../../src/lib/export/pytorch/pytorch.ts';
import { printDesignFile, readDesignFile } from '../../../../src/lib/share/design-file.ts';
import { asItComes, LONGEST, printLink, readLink } from '../../../../src/lib/share/link.ts';
import { applySettings } from '../../../../src/lib/share/settings.ts';
import { networkOfDesign } from '../../../networks.ts';

function preset(name: string): Design {
	const design = presetDesign(name);
	if (!design) throw new Error(`there is no preset ${name}`);
	return design;
}

const linkOf = (design: Design): string => printLink({ ...asItComes, design });

const layersOf = (design: Design) =>
	networkOfDesign(design).layers.map(
		({ path, op, out, weights, macs, sectionRole, blockRole }) => ({
			...{ path, op, out, weights, macs, sectionRole, blockRole }
		})
	);

/** Every tenth preset, and so some of every family, and one whose blocks count. */
const some = [
	...presetNames().filter((_, i) => i % 10 === 0),
	// Every block has angles of its own.
	'vit_small_patch16_rope_mixed_224'
];

test.each(some)('%s with its blocks as lines has the same layers under the same names', (name) => {
	const design = preset(`custom:${name}`);
	expect(layersOf(design)).toEqual(layersOf(preset(name)));
});

test('a design that was changed is the same network when its blocks become lines', () => {
	const { design } = readLink('convnext_tiny&depths=1,2&widths=32,48&grn=on&input=64', []);
	const own = customDesign(design);
	if (!own) throw new Error('it has no lines');
	expect(own.config.blocks).toEqual(['add(dw7, ln, linear 4C, gelu, grn, linear C, scale)']);
	expect(layersOf(own)).toEqual(layersOf(design));
	expect(readLink(linkOf(own), []).design.config).toEqual(own.config);
	expect(customDesign(own)).toBe(own);
});

test('a link says nothing but the line that was changed, and no sign of it needs an escape', () => {
	const line = 'add(dw5, ln, linear 6C, silu, linear C | project(pw C))';
	const { design, problems } = applySettings(preset('custom:convnext_tiny'), [['blocks', line]]);
	expect(problems).toEqual([]);
	const link = linkOf(design);
	expect(link).toBe(
		'custom:convnext_tiny&blocks=add(dw5,ln,linear+6C,silu,linear+C|project(pw+C))'
	);
	const url = new URL(`https://example.org/#${link}`);
	expect(url.hash).toBe(`#${link}`);
	expect(readLink(url.hash, []).design.config).toEqual(design.config);
});

test('a line for every row is said once where it is there again', () => {
	const lines = 'dw3,pw+C~~~dw5,pw+C';
	const { design, problems } = readLink(`custom:convnext_tiny&blocks=${lines}`, []);
	expect(problems).toEqual([]);
	expect(design.config.blocks).toEqual(['dw3, pw C', 'dw3, pw C', 'dw3, pw C', 'dw5, pw C']);
	expect(linkOf(design)).toContain(`blocks=${lines}`);
});

test('links of presets as lines are no longer than a link may be', () => {
	for (const name of some) expect(linkOf(preset(`custom:${name}`)).length).toBeLessThan(LONGEST);
});

test('a design’s file holds its lines, and gives them back', () => {
	const design = preset('custom:resnet50');
	const file = printDesignFile(design);
	expect(file).toContain('add(pw C/4, bn, relu, conv3 stride=S, bn, relu, pw C, bn | project(');
	expect(readDesignFile(file)).toEqual({ design, problems: [] });
});

test.each([
	['blocks=add(dw7,foo)', 'blocks: at character 10: “foo” is no operation'],
	['blocks=dw7~attention+7', 'blocks: line 2, at character 1: '],
	['blocks=dw7,(', 'blocks: at character'],
	['head=pool,attention+7', 'head: at character 7: '],
	['stem=bn', 'blocks: at character 1: cannot add'],
	[`depths=96&blocks=${'relu,'.repeat(199)}relu`, 'depths: more than about 20000 operations']
])('%s says where it is wrong, and the design stays as it was', (setting, message) => {
	const start = preset('custom:convnext_tiny');
	const { design, problems } = readLink(`custom:convnext_tiny&${setting}`, []);
	expect(problems.map((problem) => problem.message).join()).toContain(message);
	expect(design.config).toEqual(start.config);
});

test.each(['convnext_tiny', 'resnet50', 'swin_tiny_patch4_window7_224', 'vit_tiny_patch16_224'])(
	'%s has the same PyTorch file with its blocks as lines, but for what it is called',
	(name) => {
		const code = (design: Design) => {
			const file = printPytorch(design, networkOfDesign(design)).replace(/^""".*?"""/s, '');
			const [, title = ''] = /model = (\w+)\(/.exec(file) ?? [];
			return file.replaceAll(new RegExp(`\\b${title}\\b`, 'g'), 'Network');
		};
		const own = code(preset(`custom:${name}`));
		expect(own).toBe(code(preset(name)));
		expect(own).toContain('class Block(nn.Module):');
	}
);

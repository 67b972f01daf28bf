import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { examine, imageWishesOf, presetDesign, presetNames } from '../../../src/lib/arch/design.ts';
import { loadTimmNames } from '../../../src/lib/names/timm.ts';
import { asItComes, printLink, readLink } from '../../../src/lib/share/link.ts';
import { changesOf, defaultDesign } from '../../../src/lib/share/settings.ts';
import { validDesign } from '../../designs.ts';
import { runs } from '../../runs.ts';

const read = (hash: string) => readLink(hash, presetNames());
const messages = (hash: string) => read(hash).problems.map(({ message }) => message);

describe('a link', () => {
	it('brings any design back exactly', () => {
		fc.assert(
			fc.property(validDesign(), fc.constantFrom(null, ...presetNames()), (design, baseline) => {
				const linked = { ...asItComes, design, baseline };
				expect(read(`#${printLink(linked)}`)).toEqual({ ...linked, problems: [] });
			}),
			{ numRuns: runs(300) }
		);
	});

	it('is the preset alone while nothing differs', () => {
		expect(printLink({ ...asItComes, design: defaultDesign() })).toBe('convnext_tiny');
	});

	it('holds only what differs, in short words', () => {
		const link =
			'convnext_tiny&depths=3,3,27,3&norm=batch&grn=on&vs=resnet50&count=fvcore&fused=on';
		expect(printLink(read(`#${link}`))).toBe(link);
	});

	it('gives one value to every stage', () => {
		expect(read('#convnext_tiny&kernels=9').design.config.kernels).toEqual([9, 9, 9, 9]);
	});

	it('sets the number of stages by the length of its depths', () => {
		const { design, problems } = read('#convnext_tiny&depths=2,2,4,4,2');
		expect(problems).toEqual([]);
		expect(design.config.widths).toEqual([96, 192, 384, 768, 1536]);
	});

	it('may be empty', () => {
		expect(read('')).toEqual({ ...asItComes, design: defaultDesign(), problems: [] });
	});
});

describe('a broken link', () => {
	it('names an unknown preset and those there are', () => {
		expect(messages('#convnext_giant')).toEqual([expect.stringContaining('convnext_tiny')]);
		expect(read('#convnext_giant&depths=1,1,1,1').design).toEqual(defaultDesign());
	});

	it('names a field that does not exist', () => {
		expect(messages('#resnet50&dephts=3')).toEqual([expect.stringContaining('“dephts”')]);
	});

	it('names the field and the permitted values', () => {
		expect(messages('#resnet50&kernels=4')).toEqual([
			'kernels: “4” is not permitted; permitted: odd numbers from 1 to 63, one for each stage separated by commas'
		]);
	});

	it('names a baseline and a way of counting that do not exist', () => {
		expect(messages('#resnet50&vs=resnet&count=flops&fused=yes')).toEqual([
			expect.stringContaining('vs: “resnet” is no preset; nearest: resnet18'),
			expect.stringContaining('fvcore'),
			'fused: “yes” is not permitted; permitted: on, off'
		]);
	});

	it('says of a setting that stands twice that the last one counts', () => {
		const { design, convention, problems } = read(
			'#resnet50&classes=10&count=fvcore&classes=20&count=timm'
		);
		expect(changesOf(design)).toEqual([['classes', '20']]);
		expect(convention.id).toBe('timm');
		expect(problems.map(({ message }) => message)).toEqual([
			'classes: set more than once; the last one counts',
			'count: set more than once; the last one counts'
		]);
	});

	it('is quoted in whole characters', () => {
		const [message] = messages(`#resnet50&block=i${'😀'.repeat(30)}`);
		expect(message).toContain(`“i${'😀'.repeat(19)}…”`);
	});

	it('keeps what can be used', () => {
		const { design } = read('#resnet50&kernels=4&classes=10');
		expect(changesOf(design)).toEqual([['classes', '10']]);
	});

	it('refuses lists of different lengths', () => {
		expect(messages('#resnet50&depths=1,2,3,4&widths=64,128')).toEqual([
			'widths: 2 values for 4 stages; permitted: 1 or 4'
		]);
	});

	it('falls back to the preset when the network is impossible', () => {
		const { design, problems } = read('#convnext_tiny&input=16');
		expect(design).toEqual(presetDesign('convnext_tiny'));
		expect(problems).toEqual([
			{
				field: 'input',
				message: 'input: stages.3.downsample.1: a 2 × 2 kernel does not fit the 1 × 1 map'
			}
		]);
	});

	it('is refused as a whole when it is far too long', () => {
		expect(messages(`#${'a'.repeat(5000)}`)).toEqual([expect.stringContaining('2000')]);
	});

	it.each([
		'#%',
		'#%E0%A4%A&=&&&',
		'#__proto__=1&constructor=2',
		'#convnext_tiny&__proto__=1',
		'#convnext_tiny&depths=NaN',
		'#convnext_tiny&depths=1e9,1e9,1e9,1e9',
		'#convnext_tiny&widths=-1',
		'#convnext_tiny&input=Infinity',
		'#convnext_tiny&depths=,,,',
		'#<script>alert(1)</script>'
	])('gives a message and a design that works for %s', (hash) => {
		const { design, problems } = read(hash);
		expect(problems.length).toBeGreaterThan(0);
		expect(examine(design).ok).toBe(true);
	});

	it('never throws, whatever it holds', () => {
		const pieces = fc.array(
			fc.oneof(fc.string(), fc.constantFrom('depths=', 'convnext_tiny', '&', '=', ',', '%', '9999'))
		);
		fc.assert(
			fc.property(pieces, (parts) => {
				expect(examine(read(`#${parts.join('')}`).design).ok).toBe(true);
			}),
			{ numRuns: runs(1000) }
		);
	});
});

describe('a link with a name of timm’s and its tag', () => {
	beforeAll(loadTimmNames);

	it('is the preset at the input of the tag, and says where it is from', () => {
		const linked = read('#convnext_tiny.fb_in22k_ft_in1k_384');
		expect(linked.problems).toEqual([]);
		expect(linked.design).toMatchObject({ preset: 'convnext_tiny', config: { input: 384 } });
		expect(imageWishesOf(linked.design)).toMatchObject({ crop: 1, interpolation: 'bicubic' });
		const printed = printLink(linked);
		expect(printed).toBe('convnext_tiny&input=384&from=fb_in22k_ft_in1k_384');
		expect(read(printed).design).toEqual(linked.design);
	});

	it('has the classes of the tag, and what the link says beside it', () => {
		const { design } = read('#convnext_tiny.fb_in22k&input=256&vs=resnet50');
		expect(design.config).toMatchObject({ classes: 21_841, input: 256 });
	});

	it('takes a name that timm had before', () => {
		expect(printLink(read('#convnext_tiny_384_in22ft1k'))).toBe(
			'convnext_tiny&input=384&from=fb_in22k_ft_in1k_384'
		);
	});

	it('names the tags there are where it names none of them', () => {
		const [problem, ...others] = read('#convnext_tiny.fb_in99k').problems;
		expect(problem?.message).toMatch(/^timm has no tag “fb_in99k” of convnext_tiny; its tags are /);
		expect(others).toEqual([]);
		expect(read('#convnext_tiny&from=fb_in99k').problems[0]?.message).toMatch(
			/^from: timm has no tag “fb_in99k” of convnext_tiny/
		);
	});
});

it('minus zero is zero, as it is printed', () => {
	const { design, problems } = readLink('deit3_medium_patch16_224&poolRatio=-0', presetNames());
	expect(problems).toEqual([]);
	expect(Object.is(design.config.poolRatio, 0)).toBe(true);
});

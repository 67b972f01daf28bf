import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examine, presetDesign, type Design } from '../../../src/lib/arch/design.ts';
import { conventionOf } from '../../../src/lib/count/conventions/known.ts';
import { paper } from '../../../src/lib/count/conventions/paper.ts';
import { changesOf } from '../../../src/lib/share/settings.ts';
import {
	MOST_DESIGNS,
	printSet,
	readPasted,
	readSet,
	setReading,
	withDesigns,
	withoutDesign
} from '../../../src/lib/share/set-link.ts';
import { validDesign } from '../../designs.ts';
import { runs } from '../../runs.ts';

function preset(name: string): Design {
	const design = presetDesign(name);
	if (!design) throw new Error(`there is no preset ${name}`);
	return design;
}

const set = (...names: readonly string[]) => ({
	designs: names.map(preset),
	reference: 0,
	convention: paper,
	options: { fusedAttention: false },
	view: 'compare' as const
});

const messages = (hash: string) => readSet(hash).problems.map(({ message }) => message);
const presets = (hash: string) => readSet(hash).designs.map((design) => design.preset);

describe('the address of a comparison', () => {
	it('holds each design as its own link', () => {
		const design = { ...preset('resnet50'), config: { ...preset('resnet50').config, classes: 10 } };
		const convention = conventionOf('fvcore');
		if (!convention) throw new Error('fvcore is gone');
		const printed = printSet({
			designs: [preset('convnext_tiny'), design],
			reference: 1,
			convention,
			options: { fusedAttention: true },
			view: 'map'
		});
		expect(printed).toBe('convnext_tiny;resnet50&classes=10;ref=2;count=fvcore;fused=on;view=map');
		expect(readSet(`#${printed}`)).toMatchObject({ reference: 1, problems: [] });
		expect(printSet(readSet(printed))).toBe(printed);
	});

	it('brings back any set', () => {
		const sets = fc.array(validDesign(), { minLength: 1, maxLength: MOST_DESIGNS });
		fc.assert(
			fc.property(sets, fc.nat(MOST_DESIGNS - 1), (designs, at) => {
				const printed = printSet({ ...set(), designs, reference: at % designs.length });
				const read = readSet(printed);
				expect(read.problems).toEqual([]);
				expect(printSet(read)).toBe(printed);
			}),
			{ numRuns: runs(60) }
		);
	});

	it('starts with three rivals where it says nothing', () => {
		expect(presets('')).toEqual(['convnext_tiny', 'swin_tiny_patch4_window7_224', 'resnet50']);
		expect(readSet('').problems).toEqual([]);
	});

	it('names the design and the field that cannot be used, and keeps the rest', () => {
		const hash = 'convnext_tiny;resnet50&kernels=4&classes=10;swin_tiny_patch4_window7_224';
		expect(messages(hash)).toEqual([
			expect.stringMatching(/^design 2, resnet50: kernels: “4” is not permitted/)
		]);
		const [, second] = readSet(hash).designs;
		expect(second && changesOf(second)).toEqual([['classes', '10']]);
	});

	it('leaves out a design whose preset is unknown, and says so', () => {
		const hash = 'convnext_giant&depths=1,1,1,1;resnet50;ref=2';
		expect(messages(hash)).toEqual([
			expect.stringMatching(/^design 1: “convnext_giant”.*left out$/)
		]);
		expect(presets(hash)).toEqual(['resnet50']);
		expect(readSet(hash).reference).toBe(0);
	});

	it('says which settings of the set it cannot use', () => {
		expect(messages('resnet50;ref=7;count=flops;fused=maybe;view=3d')).toEqual([
			'ref: “7” is none of these designs; permitted: 1 to 1',
			expect.stringContaining('count: “flops” is not permitted'),
			expect.stringContaining('fused: “maybe” is not permitted'),
			'view: “3d” is not permitted; permitted: compare, map'
		]);
	});

	it('takes no more than six designs', () => {
		const hash = Array.from({ length: 9 }, () => 'resnet18').join(';');
		expect(readSet(hash).designs).toHaveLength(MOST_DESIGNS);
		expect(messages(hash)).toEqual(['6 designs fit side by side; 3 more were left out']);
	});

	it('never throws, whatever it holds, and always holds designs that work', () => {
		const piece = fc.oneof(
			fc.string(),
			fc.constantFrom('convnext_tiny', ';', '&', '=', ',', '%', 'ref=', 'depths=', '2', '__proto__')
		);
		fc.assert(
			fc.property(fc.array(piece), (pieces) => {
				const { designs, reference } = readSet(`#${pieces.join('')}`);
				expect(designs.length).toBeGreaterThan(0);
				expect(reference).toBeLessThan(designs.length);
				expect(designs.every((design) => examine(design).ok)).toBe(true);
			}),
			{ numRuns: runs(200) }
		);
	});

	it('is refused as a whole when it is far too long', () => {
		expect(messages('a'.repeat(20_000))).toEqual([expect.stringContaining('14000')]);
	});
});

describe('what a person pastes', () => {
	it('may be an address of the workspace or of a comparison, a hash, or several of them', () => {
		const text = `https://example.org/#convnext_tiny&classes=10&vs=resnet50
			https://example.org/compare/#resnet18;resnet34;ref=2
			swin_tiny_patch4_window7_224`;
		const { designs, problems } = readPasted(text);
		expect(problems).toEqual([]);
		expect(designs.map((design) => design.preset)).toEqual([
			'convnext_tiny',
			'resnet18',
			'resnet34',
			'swin_tiny_patch4_window7_224'
		]);
	});

	it('is read as far as designs fit side by side, and says how many there were', () => {
		const { designs, problems } = readPasted('a '.repeat(6_900));
		expect(designs).toEqual([]);
		expect(problems).toHaveLength(MOST_DESIGNS + 1);
		expect(problems[0]?.message).toContain('6900 designs in this text; permitted: up to 6');
		expect(readPasted('resnet18 '.repeat(MOST_DESIGNS + 1)).designs).toHaveLength(MOST_DESIGNS);
		expect(readPasted('resnet18 '.repeat(MOST_DESIGNS)).problems).toEqual([]);
	});

	it('gives a message when there is nothing in it that can be used', () => {
		expect(readPasted('  ').problems).toHaveLength(1);
		expect(readPasted('resnet51')).toMatchObject({
			designs: [],
			problems: [{ message: expect.stringContaining('“resnet51” is no preset') as string }]
		});
	});
});

describe('a set', () => {
	it('takes designs in up to its limit, and says what did not fit', () => {
		const full = set('resnet18', 'resnet34', 'resnet50', 'resnet101', 'resnet152');
		const { set: grown, problems } = withDesigns(full, [
			preset('convnext_tiny'),
			preset('resnet18')
		]);
		expect(grown.designs).toHaveLength(6);
		expect(problems).toHaveLength(1);
	});

	it('keeps its reference when another design goes', () => {
		const three = { ...set('resnet18', 'resnet34', 'resnet50'), reference: 1 };
		expect(withoutDesign(three, 0).reference).toBe(0);
		expect(withoutDesign(three, 2).reference).toBe(1);
		expect(withoutDesign(three, 1).reference).toBe(0);
	});

	it('never loses its last design', () => {
		expect(withoutDesign(set('resnet18'), 0).designs).toHaveLength(1);
	});
});

it('a setting of a comparison that stands twice is told of', () => {
	const { reference, problems } = readSet('resnet18;resnet50;ref=2;ref=1');
	expect(reference).toBe(0);
	expect(problems).toEqual([
		{ field: 'ref', message: 'ref: set more than once; the last one counts' }
	]);
});

it('six designs are read one at a time, and as they are read at once', () => {
	const link = 'resnet18;resnet34;resnet50;convnext_atto;nonsense;vit_tiny_patch16_224;ref=2;x=1';
	const slices = setReading(link);
	let pauses = 0;
	for (;;) {
		const { done, value } = slices.next();
		if (done) {
			expect(value).toEqual(readSet(link));
			break;
		}
		pauses++;
	}
	expect(pauses).toBe(MOST_DESIGNS);
});

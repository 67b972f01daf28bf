import '../../../all-families.ts';
import { expect, test } from 'vitest';
import { changesOf } from '../../../../src/lib/draw/block/changes.ts';
import { diffParts } from '../../../../src/lib/draw/block/diff.ts';
import { partsAt } from '../../../../src/lib/draw/block/views.ts';
import { readLink } from '../../../../src/lib/share/link.ts';
import { networkOfDesign } from '../../../networks.ts';

/** What sets the block of stage 3 of one design apart from that of another, in words. */
function changes(from: string, to: string): readonly string[] {
	const [was, now] = [from, to].map((link) => {
		const { design, problems } = readLink(link, []);
		expect(problems).toEqual([]);
		return networkOfDesign(design).layers;
	});
	if (!was || !now) throw new Error('there are two designs');
	const diff = diffParts(was, partsAt(was, 'block', 3), now, partsAt(now, 'block', 3));
	return changesOf(diff).map(({ mark, name, was, numbers }) =>
		[`${mark} ${name}`, ...(was ? [`was ${was}`] : []), ...numbers].join('; ')
	);
}

const line = (text: string): string => `custom:convnext_tiny&blocks=${text}`;
const CONVNEXT = line('add(dw7,ln,linear+4C,gelu,linear+C,scale)');

test('a block is not set apart from itself, whether it is said as a line or not', () => {
	expect(changes('convnext_tiny', CONVNEXT)).toEqual([]);
	expect(changes('swin_tiny_patch4_window7_224', 'custom:swin_tiny_patch4_window7_224')).toEqual(
		[]
	);
});

test('kernels and expansions say what they were', () => {
	expect(changes('convnext_tiny', line('add(dw3,ln,linear+2C,gelu,linear+C,scale)'))).toEqual([
		'resized 3 × 3 depthwise 384; was 7 × 7 depthwise 384; kernel 7 → 3',
		'resized 1 × 1 384 → 768; was 1 × 1 384 → 1536; expansion 4 → 2',
		'resized 1 × 1 768 → 384; was 1 × 1 1536 → 384'
	]);
});

test('what was put in, taken out and moved stands in its order', () => {
	expect(changes(CONVNEXT, line('add(dw7,gelu,linear+4C,gelu,grn,linear+C)'))).toEqual([
		'added GELU',
		'removed LN',
		'added GRN',
		'removed layer scale'
	]);
});

test('families are matched by structure too, branch by branch', () => {
	expect(changes('convnext_tiny', 'resnet50')).toEqual([
		'moved 1 × 1 1024 → 256; was 1 × 1 384 → 1536; now without bias',
		'added BN',
		'added ReLU',
		'replaced 3 × 3 256 → 256; was 7 × 7 depthwise 384; kernel 7 → 3; now without bias',
		'replaced BN; was LN',
		'replaced ReLU; was GELU',
		'resized 1 × 1 256 → 1024; was 1 × 1 1536 → 384; now without bias',
		'added BN',
		'removed layer scale',
		'added ReLU'
	]);
});

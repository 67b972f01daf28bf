import {
	costOf,
	parse,
	traceLine,
	type Setting,
	type Trace
} from '../../arch/block-text/edit/trace.ts';
import type { Edited } from '../../arch/block-text/edit/tree.ts';
import { channelsText, type Entering } from '../../arch/block-text/edit/wrap.ts';
import type { Items } from '../../arch/block-text/item.ts';
import { writeLine } from '../../arch/block-text/line.ts';
import { ACTIVATION_KINDS } from '../../arch/ops/activations.ts';
import { si } from '../../kit/format.ts';
import type { PickAmount, PickGroup, PickItem } from '../../kit/picker/items.ts';

/** Something to put in: its text, and what it is in words. */
type Entry = readonly [text: string, label: string];
type Section = Readonly<{ name: string; entries: readonly Entry[] }>;

/** Channels of a head, as Transformers for images have them. */
const HEAD = 32;

/** All there is to put in where so many channels enter. */
function sections(entering: Entering): readonly Section[] {
	const same = channelsText(entering);
	const { channels } = entering;
	const heads = String(channels % HEAD === 0 ? channels / HEAD : 1);
	return [
		{
			name: 'convolution',
			entries: [
				['dw3', 'depthwise 3 × 3'],
				['dw5', 'depthwise 5 × 5'],
				['dw7', 'depthwise 7 × 7'],
				['dw9', 'depthwise 9 × 9'],
				['dw1x11', 'depthwise 1 × 11'],
				['dw11x1', 'depthwise 11 × 1'],
				['dw7 dilation=3', 'depthwise 7 × 7, dilated'],
				[`pw ${same}`, 'pointwise, width kept'],
				['pw C', 'pointwise to C'],
				['pw 4C', 'pointwise to 4C'],
				['pw C/4', 'pointwise to C/4'],
				[`conv3 ${same}`, 'dense 3 × 3']
			]
		},
		{
			name: 'linear and attention',
			entries: [
				['linear C', 'linear to C'],
				['linear 4C', 'linear to 4C'],
				[
					`linear ${channelsText({ ...entering, channels: 3 * channels })}, attention ${heads}, linear ${same}`,
					'self-attention'
				],
				[
					`linear ${channelsText({ ...entering, channels: 3 * channels })}, attention ${heads} window=7, linear ${same}`,
					'self-attention in windows'
				]
			]
		},
		{
			name: 'norm',
			entries: [
				['ln', 'LayerNorm'],
				['bn', 'BatchNorm'],
				['rms', 'RMSNorm'],
				['gn', 'GroupNorm, 1 group'],
				['grn', 'global response norm']
			]
		},
		{
			name: 'activation',
			entries: ACTIVATION_KINDS.map((kind): Entry => [kind.toLowerCase(), kind])
		},
		{
			name: 'pooling',
			entries: [
				['avgpool3', 'average 3 × 3'],
				['maxpool3', 'maximum 3 × 3']
			]
		},
		{
			name: 'scale',
			entries: [
				['scale', 'layer scale'],
				['bias', 'bias']
			]
		},
		{
			name: 'ready-made parts',
			entries: [
				[
					`mul(pool, pw ${channelsText({ ...entering, channels: Math.max(1, Math.floor(channels / 16)) })}, relu, pw ${same}, sigmoid)`,
					'squeeze-and-excitation'
				],
				['add(ln, linear 4C, gelu, linear C)', 'MLP with a shortcut'],
				['add(dw7)', 'depthwise 7 × 7 with a shortcut'],
				['mul(linear 8C/3, silu | linear 8C/3), linear C', 'SwiGLU'],
				[
					'concat(slice 0 5C/8 | slice 5C/8 3C/4, dw3 | slice 3C/4 7C/8, dw1x11 | slice 7C/8 C, dw11x1)',
					'InceptionNeXt’s mixer'
				]
			]
		}
	];
}

/** A signed number, as of what comes on top. */
const signed = (value: number): string =>
	value === 0 ? '±0' : `${value > 0 ? '+' : '−'}${si(Math.abs(value))}`;

/** What a palette says of each entry, for one block. */
export const PALETTE_AMOUNTS: readonly PickAmount[] = [
	{ label: 'params', print: signed, limits: [0, 1e3, 1e4, 1e5, 1e6] },
	{ label: 'MACs', print: signed, limits: [0, 1e5, 1e6, 1e7, 1e8] }
];

/**
 * What can be put in at a place, with what each would cost one block, or why it does not fit.
 *
 * @param before the block as it is
 * @param put the line with these items at the place
 */
export function paletteAt(
	before: Trace,
	setting: Setting,
	entering: Entering,
	put: (items: Items) => Edited
): readonly PickGroup[] {
	const own = costOf(before);

	function pickItem([text, label]: Entry): PickItem {
		const line = parse(writeLine(put(parse(text)).line));
		const after = traceLine(line, setting);
		if (after.fault) return { value: text, label, note: `does not fit: ${after.fault.message}` };
		const { params, macs } = costOf(after);
		// Beside a block that does not work there is no saying what one more part costs.
		const amounts = before.fault ? [null, null] : [params - own.params, macs - own.macs];
		return { value: text, label, note: text, amounts };
	}

	// Where C channels enter, some entries say the same: the first of them stands for all.
	const seen = new Set<string>();
	const once = ([text]: Entry): boolean => !seen.has(text) && seen.add(text) !== undefined;
	return sections(entering).map(({ name, entries }) => ({
		name,
		items: entries.filter(once).map(pickItem)
	}));
}

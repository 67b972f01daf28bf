import { describe, expect, it } from 'vitest';
import { presetDesign } from '../../src/lib/arch/design.ts';
import { perAxis } from '../../src/lib/arch/net.ts';
import { printSize } from '../../src/lib/arch/size.ts';
import { timmLine } from '../../src/lib/export/timm.ts';
import { networkOf } from '../networks.ts';
import found from './swin_sizes.json' with { type: 'json' };

const PRESET = 'swin_tiny_patch4_window7_224';

function lineFor([height = 0, width = 0]: readonly number[], window: number): string | null {
	const design = presetDesign(PRESET);
	if (!design) throw new Error(`there is no preset ${PRESET}`);
	const config = {
		...design.config,
		input: perAxis(height, width),
		window: [window, window, window, window]
	};
	return timmLine({ ...design, config });
}

describe.each(found.windows)('windows of $window', ({ window, runs, repeats, raises }) => {
	it('are said in timm’s words for every image that timm’s Swin takes', () => {
		expect(runs.filter((size) => lineFor(size, window) === null)).toEqual([]);
	});

	it('are not for one whose masks would be those of another map', () => {
		expect(repeats.filter((size) => lineFor(size, window) !== null)).toEqual([]);
	});

	it('are not for an image for which timm’s Swin raises, which is counted all the same', () => {
		expect(raises.filter((size) => lineFor(size, window) !== null)).toEqual([]);
		for (const [height = 0, width = 0] of raises)
			expect(
				networkOf(PRESET, {
					input: perAxis(height, width),
					window: [window, window, window, window]
				}).layers
			).not.toEqual([]);
	});
});

it('a rectangle, other channels and no classes are said in timm’s words', () => {
	const design = presetDesign(PRESET);
	if (!design) throw new Error(`there is no preset ${PRESET}`);
	const config = { ...design.config, input: [800, 1280], channels: 4, classes: 0 } as const;
	expect(timmLine({ ...design, config })).toBe(
		`timm.create_model("${PRESET}", img_size=(800, 1280), in_chans=4, num_classes=0)`
	);
	expect(printSize(config.input)).toBe('800x1280');
});

import { describe, expect, it } from 'vitest';
import { presetDesign } from '../../../../src/lib/arch/design.ts';
import { applySettings, changesOf, type Setting } from '../../../../src/lib/share/settings.ts';
import { sumLayers } from '../../../../src/lib/count/totals.ts';
import { networkOf } from '../../../networks.ts';

const macs = (preset: string, changes = {}) => sumLayers(networkOf(preset, changes).layers).macs;

function settled(preset: string, ...settings: readonly Setting[]) {
	const design = presetDesign(preset);
	if (!design) throw new Error(preset);
	return applySettings(design, settings);
}

describe('a ConvNet', () => {
	it('costs less with the stride on the first 1 × 1, as ResNet’s paper has it', () => {
		expect(macs('resnet50')).toBe(4_089_184_256);
		expect(macs('resnet50', { strideOn: 'pointwise' })).toBe(3_857_973_248);
	});

	it('keeps the side of an image of 32 px with the plain stem', () => {
		const { layers } = networkOf('resnet18', { input: 32, stem: 'plain' });
		expect(layers[0]?.out).toEqual([32, 32, 64]);
		expect(layers.find(({ path }) => path === 'layer4.1.act2')?.out).toEqual([4, 4, 512]);
		expect(layers.some(({ op }) => op.kind === 'maxPool')).toBe(false);
	});

	it('has as many groups as its channels give groups of one width', () => {
		const { layers } = networkOf('resnet50', { conv: 'group-width', groupWidth: 16 });
		const groups = layers.flatMap(({ op }) =>
			op.kind === 'conv' && op.groups > 1 ? op.groups : []
		);
		expect([...new Set(groups)]).toEqual([4, 8, 16, 32]);
	});

	it('takes free widths from a link, and says how many there must be', () => {
		const widths = '5,7,19,9,11,23';
		const change: readonly Setting[] = [
			['depths', '1,1'],
			['blockWidths', widths]
		];
		const { design, problems } = settled('resnet50', ...change);
		expect(problems).toEqual([]);
		expect(changesOf(design)).toContainEqual(['blockWidths', widths]);

		const few = settled('resnet50', ['blockWidths', '5,7,19']);
		expect(few.problems.map(({ message }) => message)).toEqual([
			'blockWidths: 3 widths for 16 blocks of 3 convolutions; permitted: none, or 48'
		]);
	});

	it('reads no free widths that are no channels', () => {
		const { problems } = settled('resnet50', ['blockWidths', '5,0,19']);
		expect(problems[0]?.message).toContain(
			'permitted: none, or up to 400 whole numbers from 1 to 8192, separated by commas'
		);
	});

	it.each(['48', '512'])(
		'names the group width where groups of %s do not divide channels',
		(width) => {
			const { problems } = settled('resnet18', ['conv', 'group-width'], ['groupWidth', width]);
			expect(problems[0]).toMatchObject({ field: 'groupWidth' });
		}
	);
});

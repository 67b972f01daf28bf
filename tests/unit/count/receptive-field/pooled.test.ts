import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Network } from '../../../../src/lib/arch/design.ts';
import {
	longerSide,
	pooledField,
	pooledFieldSize
} from '../../../../src/lib/count/receptive-field/pooled.ts';
import { receptiveFieldsOf } from '../../../../src/lib/count/receptive-field/receptive-field.ts';
import { validDesign } from '../../../designs.ts';
import { networkOf, networkOfDesign } from '../../../networks.ts';
import { presetsByStructure } from '../../../presets.ts';
import { runs } from '../../../runs.ts';

const fromTree = ({ net, layers }: Network) => pooledFieldSize(net, () => layers);
const fromList = ({ net, layers }: Network) =>
	longerSide(pooledField(receptiveFieldsOf(net, layers))?.size ?? null);

it('is the same from the tree as from the list of layers, for a preset of every structure', () => {
	for (const name of presetsByStructure)
		expect([name, fromTree(networkOf(name))]).toEqual([name, fromList(networkOf(name))]);
});

it('is the same for any design', () => {
	fc.assert(
		fc.property(validDesign({ depths: 4, depth: 4, input: 96 }), (design) => {
			const network = networkOfDesign(design);
			expect(fromTree(network)).toBe(fromList(network));
		}),
		{ numRuns: runs(200) }
	);
});

it('is nothing less than the whole image where a layer takes statistics of the map', () => {
	expect(fromTree(networkOf('convnextv2_tiny'))).toBeNull();
	// By hand: 11 px after the stem, then 3, 4, 6 and 3 kernels of 3, each 2 jumps wide: a stage's first
	// has the jump of the stage before. 11 + 2 (3·4 + 4 + 3·8 + 8 + 5·16 + 16 + 2·32).
	expect(fromTree(networkOf('resnet50'))).toBe(427);
});

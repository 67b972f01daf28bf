import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { countFrom, range, size, type Guess, type Shapes } from '../weight-shapes.ts';
import { readBlocks } from './reading/blocks.ts';
import { readGate } from './reading/gate.ts';
import { readNorms, readShortcut } from './reading/norms.ts';
import { convnextPlaces, isProduct, outOf, resnetPlaces, weight } from './reading/places.ts';
import { readOutputStride } from './reading/output-stride.ts';
import { readStem } from './reading/stem.ts';
import { likelyConvNet } from './likely.ts';
import { convNetNamings } from './namings.ts';

const LARGEST_GROUPS = 512;

/** The greatest number that divides both. */
const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** What divides every width that a norm stands on: the lengths of all 1-D weights. */
function commonWidth(shapes: Shapes): number {
	let common = 0;
	for (const [name, shape] of shapes.entries())
		if (shape.length === 1 && name.endsWith('.weight'))
			common = commonDivisor(common, shape[0] ?? 0);
	return common;
}

function groupsFor(common: number, usual: number): number {
	const divides = (groups: number) => common % groups === 0;
	if (divides(usual)) return usual;
	return range(LARGEST_GROUPS).findLast((groups) => groups > 0 && divides(groups)) ?? 1;
}

/** A basic block has no third convolution; its setting goes with the second, as in the presets. */
const afterThird = ({ block }: Config, normAfter: readonly string[]): Config =>
	block === 'basic' && normAfter.includes('2') ? { normAfter: [...normAfter, '3'] } : {};

/** All ways to read a file as a ConvNet; none when it has not such names. */
function guessConvNet(shapes: Shapes): readonly Guess[] {
	const firstConv = ({ block, convs }: typeof resnetPlaces) => `${block(0, 0)}.${convs[0] ?? ''}`;
	const places = [convnextPlaces, resnetPlaces].find((each) => isProduct(shapes, firstConv(each)));
	if (!places) return [];
	const conv = places.convs[0] ?? '';
	const stages = range(countFrom(shapes, (stage) => weight(`${places.block(stage, 0)}.${conv}`)));
	const depths = stages.map((stage) =>
		countFrom(shapes, (index) => weight(`${places.block(stage, index)}.${conv}`))
	);
	const biased = shapes.has(`${firstConv(places)}.bias`);
	const separate = shapes.has(weight(`${places.stage(1)}.downsample.1`));
	const stem = readStem(shapes, places, !biased);
	const norms = readNorms(shapes, places, { stem, stages, separate, biased });
	const lastConv = places.convs.findLast((name) =>
		isProduct(shapes, `${places.block(0, 0)}.${name}`)
	);
	const blocks = stages.map((stage) => ({
		path: places.block(stage, 0),
		leaving: outOf(shapes, `${places.block(stage, 0)}.${lastConv ?? ''}`)
	}));
	const told: Config = {
		depths,
		...norms.read,
		...stem.read,
		...(stages.length > 1 ? { downsample: separate ? 'separate' : 'in-block' } : {}),
		...readShortcut(shapes, places, stages),
		...(separate ? {} : readOutputStride(shapes, places, stages, stem.read)),
		layerScale: shapes.has(`${places.block(0, 0)}.gamma`),
		grn: shapes.has(weight(`${places.block(0, 0)}.${places.grn}`)),
		...readGate(shapes, blocks),
		headHidden: outOf(shapes, `${places.head}pre_logits.fc`),
		channels: stem.channels,
		classes: size(shapes, weight(`${places.head}fc`), 0)
	};
	// Once: what is assumed is asked again for each preset.
	const common = norms.norm === 'group' ? commonWidth(shapes) : 0;
	return readBlocks(shapes, places, depths, stem).map(({ read, assume }) => ({
		read: { ...told, ...read, ...afterThird(read, norms.normAfter) },
		assume: (base): Config => ({
			...(norms.norm === 'group'
				? { norm: 'group', normGroups: groupsFor(common, Number(base['normGroups'])) }
				: {}),
			...(norms.norm === 'rms' ? { norm: base['norm'] === 'simple' ? 'simple' : 'rms' } : {}),
			...assume?.(base)
		}),
		why: (): Record<string, string> =>
			norms.norm === 'group'
				? {
						norm: 'there are no running statistics; if it is of batch norms they were left out when it was saved, and without them no run gives its outputs'
					}
				: {}
	}));
}

export const checkpoints: CheckpointReader = {
	networks: ['ConvNeXt', 'ResNet'],
	marks: [/stages\.0\.blocks\.0\.conv_dw\.weight$/, /layer1\.0\.conv1\.weight$/],
	guess: guessConvNet,
	likely: likelyConvNet,
	namings: convNetNamings
};

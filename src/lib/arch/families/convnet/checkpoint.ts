import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { bottleneckOf } from './bottleneck.ts';
import { countFrom, range, ratioOf, size, type Guess, type Shapes } from '../weight-shapes.ts';
import { convNetNamings } from './namings.ts';

/** Where the parts of a ConvNet stand: timm's ConvNeXt names, or its ResNet names. */
type Places = Readonly<{
	stem: string;
	stemNorm: string;
	stage: (stage: number) => string;
	block: (stage: number, index: number) => string;
	/** Norms after the block's convolutions, in their order. */
	norms: readonly string[];
	headNorm: string;
	classifier: string;
	grn: string;
	/** The convolution whose bias says whether convolutions have one. */
	first: string;
}>;

const convnextPlaces: Places = {
	stem: 'stem.0',
	stemNorm: 'stem.1',
	stage: (stage) => `stages.${stage}`,
	block: (stage, index) => `stages.${stage}.blocks.${index}`,
	norms: ['norm', 'mlp.norm', 'norm3'],
	headNorm: 'head.norm',
	classifier: 'head.fc',
	grn: 'mlp.grn',
	first: 'conv_dw'
};

const resnetPlaces: Places = {
	stem: 'conv1',
	stemNorm: 'bn1',
	stage: (stage) => `layer${stage + 1}`,
	block: (stage, index) => `layer${stage + 1}.${index}`,
	norms: ['bn1', 'bn2', 'bn3'],
	headNorm: 'norm',
	classifier: 'fc',
	grn: 'grn',
	first: 'conv1'
};

const weight = (path: string): string => `${path}.weight`;

/** The kind of all norms, from one of them. GN is told from LN by the convolutions beside it. */
function normOf(shapes: Shapes, path: string | undefined, biased: boolean): string {
	if (path === undefined) return biased ? 'none' : 'batch';
	if (shapes.has(`${path}.running_mean`)) return 'batch';
	if (!shapes.has(`${path}.bias`)) return 'rms';
	return biased ? 'layer' : 'group';
}

function readNorms(shapes: Shapes, places: Places, stages: readonly number[], separate: boolean) {
	const here = (path: string) => shapes.has(weight(path));
	const downsampling = stages.flatMap((stage) => [
		...(separate && stage > 0 ? [`${places.stage(stage)}.downsample.0`] : []),
		`${places.block(stage, 0)}.downsample.1`
	]);
	const outer = [
		['stem', [places.stemNorm]],
		['downsample', downsampling],
		['head', [places.headNorm]]
	] as const;
	const inner = places.norms.map((name) => `${places.block(0, 0)}.${name}`);
	const any = [...inner, ...outer.flatMap(([, paths]) => paths)].find(here);
	const biased = shapes.has(`${places.block(0, 0)}.${places.first}.bias`);
	return {
		norm: normOf(shapes, any, biased),
		normAfter: ['1', '2', '3'].filter((_, i) => here(inner[i] ?? '')),
		outerNorms: outer.filter(([, paths]) => paths.some(here)).map(([name]) => name)
	};
}

/** A 7 × 7 stem is ResNet's, unless it has a bias that ResNet's would not have. */
function readStem(shapes: Shapes, { stem }: Places, norm: string): Config {
	const kernel = size(shapes, weight(stem), 2);
	const biased = shapes.has(`${stem}.bias`);
	const bare = norm === 'batch' || norm === 'group';
	return kernel === 7 && biased !== bare
		? { stem: 'conv-pool' }
		: { stem: 'patchify', patch: kernel };
}

/** A stage's spatial convolution: channels in, channels of a group, kernel. */
type Spatial = Readonly<{ channels: number; perGroup: number; kernel: number }>;

/** What a network's spatial convolutions can be, the plainest first. */
function connections(spatial: readonly Spatial[]): readonly Config[] {
	const groups = spatial.map(({ channels, perGroup }) => channels / perGroup);
	const [first = 1] = groups;
	return [
		...(groups.every((count) => count === 1) ? [{ conv: 'dense' }] : []),
		...(spatial.every(({ perGroup }) => perGroup === 1) ? [{ conv: 'depthwise' }] : []),
		...(groups.every((count) => count === first) ? [{ conv: 'grouped', cardinality: first }] : [])
	];
}

/** Fields of the blocks, one reading for each way to take them. */
function readBlocks(
	shapes: Shapes,
	places: Places,
	stages: readonly number[],
	stemWidth: number
): readonly Config[] {
	const conv = (stage: number, name: string, axis: number) =>
		size(shapes, weight(`${places.block(stage, 0)}.${name}`), axis);
	const outs = (name: string) => stages.map((stage) => conv(stage, name, 0));
	const spatials = (name: string, channels: readonly number[]) =>
		stages.map((stage) => ({
			channels: channels[stage] ?? 0,
			perGroup: conv(stage, name, 1),
			kernel: conv(stage, name, 2)
		}));
	const kernels = (list: readonly Spatial[]) => list.map(({ kernel }) => kernel);

	if (places === convnextPlaces) {
		const spatial = spatials('conv_dw', outs('conv_dw'));
		const widths = outs('mlp.fc2');
		const hidden = outs('mlp.fc1');
		const rank = shapes.get(weight(`${places.block(0, 0)}.mlp.fc1`))?.length;
		return connections(spatial).map((connection) => ({
			block: 'spatial-first',
			widths,
			kernels: kernels(spatial),
			expansions: hidden.map((wide, stage) => ratioOf(wide, widths[stage] ?? 0)),
			pointwise: rank === 4 ? 'conv' : 'linear',
			...connection
		}));
	}
	if (!shapes.has(weight(`${places.block(0, 0)}.conv3`))) {
		// The second convolution always enters with the stage's width.
		const widths = outs('conv2');
		const spatial = spatials('conv2', widths);
		return connections(spatial).map((connection) => ({
			block: 'basic',
			widths,
			kernels: kernels(spatial),
			...connection
		}));
	}
	const [inside, leaving] = [outs('conv2'), outs('conv3')];
	const spatial = spatials('conv2', inside);
	const rest = { kernels: kernels(spatial) };
	const inverted: Config = {
		block: 'inverted',
		widths: leaving,
		expansions: inside.map((wide, stage) => ratioOf(wide, leaving[stage] ?? 0)),
		...rest
	};
	const readings = connections(spatial).flatMap((connection): readonly Config[] => {
		const step = Number(connection['cardinality'] ?? 1);
		const bottleneck = bottleneckOf({ inside, leaving, stemWidth, step });
		return [
			...(leaving[0] === stemWidth ? [{ ...inverted, ...connection }] : []),
			...(bottleneck ? [{ ...bottleneck, block: 'bottleneck', ...rest, ...connection }] : [])
		];
	});
	return readings.length > 0 ? readings : [inverted];
}

const LARGEST_GROUPS = 512;

/** The greatest number that divides both. */
const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/** What divides every width that a norm can stand on: the lengths of all 1-D tensors. */
function commonWidth(shapes: Shapes): number {
	let common = 0;
	for (const shape of shapes.values())
		if (shape.length === 1) common = commonDivisor(common, shape[0] ?? 0);
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
	const places = [convnextPlaces, resnetPlaces].find(({ block, first }) =>
		shapes.has(weight(`${block(0, 0)}.${first}`))
	);
	if (!places) return [];
	const depthOf = (stage: number) =>
		countFrom(shapes, (index) => weight(`${places.block(stage, index)}.${places.first}`));
	const stages = range(
		countFrom(shapes, (stage) => weight(`${places.block(stage, 0)}.${places.first}`))
	);
	const separate = shapes.has(weight(`${places.stage(1)}.downsample.1`));
	const norms = readNorms(shapes, places, stages, separate);
	const told: Config = {
		depths: stages.map(depthOf),
		...norms,
		...readStem(shapes, places, norms.norm),
		...(stages.length > 1 ? { downsample: separate ? 'separate' : 'in-block' } : {}),
		layerScale: shapes.has(`${places.block(0, 0)}.gamma`),
		grn: shapes.has(weight(`${places.block(0, 0)}.${places.grn}`)),
		// The activation that ends the gate has no weights; timm's is a sigmoid unless it is told otherwise.
		se: shapes.has(weight(`${places.block(0, 0)}.se.fc1`)) ? 'sigmoid' : 'none',
		channels: size(shapes, weight(places.stem), 1),
		classes: size(shapes, weight(places.classifier), 0)
	};
	const stemWidth = size(shapes, weight(places.stem), 0);
	// Once: what is assumed is asked again for each preset.
	const widths = norms.norm === 'group' ? commonWidth(shapes) : 0;
	return readBlocks(shapes, places, stages, stemWidth).map((block) => ({
		read: { ...told, ...block, ...afterThird(block, norms.normAfter) },
		assume: (base): Config =>
			norms.norm === 'group' ? { normGroups: groupsFor(widths, Number(base['normGroups'])) } : {}
	}));
}

export const checkpoints: CheckpointReader = {
	networks: ['ConvNeXt', 'ResNet'],
	guess: guessConvNet,
	namings: convNetNamings
};

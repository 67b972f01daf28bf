import type { CheckpointReader } from '../../family.ts';
import type { Config } from '../../fields.ts';
import { countFrom, range, size, type Guess, type Shapes } from '../weight-shapes.ts';
import type { RegNetConfig } from './config.ts';
import { roundHalfEven } from '../rounding.ts';
import { stageAsSaid, stagesOf, type Stage } from './line.ts';
import { regNetNamings } from './namings.ts';

const weight = (path: string): string => `${path}.weight`;

/** Where the convolutions of a block stand. */
type Convs = (block: string, at: number) => string;

const firstBlock = (stage: number): string => `s${stage + 1}.b1`;

function readStages(shapes: Shapes, conv: Convs): readonly Stage[] {
	const stages = range(countFrom(shapes, (stage) => conv(firstBlock(stage), 1)));
	return stages.map((stage) => {
		const at = (index: number, axis: number) => size(shapes, conv(firstBlock(stage), index), axis);
		return {
			depth: countFrom(shapes, (index) => conv(`s${stage + 1}.b${index + 1}`, 1)),
			width: at(3, 0),
			inner: at(2, 0),
			groupWidth: at(2, 1)
		};
	});
}

/** The first of so many steps of a ratio that fits, the nearest to a guess first. */
function ratioWhere(step: number, most: number, near: number, fits: (ratio: number) => boolean) {
	const ratios = range(most).map((index) => (index + 1) * step);
	const away = (ratio: number) => Math.abs(ratio - near);
	return ratios.sort((a, b) => away(a) - away(b)).find(fits) ?? near;
}

/** The ratio by which all stages have the channels inside that they have. */
function readBottleneck(stages: readonly Stage[]): number {
	const widest = stages.at(-1);
	return ratioWhere(0.25, 32, widest ? widest.inner / widest.width : 1, (ratio) =>
		stages.every(
			({ depth, width, groupWidth, inner }) =>
				stageAsSaid({ depth, width, groupWidth }, ratio).inner === inner
		)
	);
}

/** The ratio of the gates over what enters their blocks; 0 without gates. */
function readGates(shapes: Shapes, stages: readonly Stage[], stemWidth: number): number {
	const gate = (block: string, entering: number) => ({
		entering,
		squeezed: size(shapes, weight(`${block}.se.fc1`), 0)
	});
	const gates = stages.flatMap(({ depth, width }, stage) => [
		gate(firstBlock(stage), stages[stage - 1]?.width ?? stemWidth),
		...(depth > 1 ? [gate(`s${stage + 1}.b2`, width)] : [])
	]);
	const last = gates.at(-1);
	if (!last || last.squeezed === 0) return 0;
	return ratioWhere(0.0625, 16, last.squeezed / last.entering, (ratio) =>
		gates.every(({ entering, squeezed }) => roundHalfEven(entering * ratio) === squeezed)
	);
}

const same = (a: readonly Stage[], b: readonly Stage[]): boolean =>
	JSON.stringify(a) === JSON.stringify(b);

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));
const WIDEST_GROUP = 512;

/** Channels of a norm's groups leave no trace: the preset's if they divide all widths, else the most. */
function groupFor(widths: readonly number[], usual: number): number {
	const common = widths.reduce(commonDivisor, 0);
	if (common % usual === 0) return usual;
	return range(WIDEST_GROUP + 1).findLast((group) => group > 0 && common % group === 0) ?? 1;
}

function guessRegNet(shapes: Shapes): readonly Guess[] {
	const preNorm = shapes.has('s1.b1.norm1.weight');
	const conv: Convs = (block, at) => weight(`${block}.conv${at}${preNorm ? '' : '.conv'}`);
	if (!shapes.has(conv('s1.b1', 1))) return [];
	const stages = readStages(shapes, conv);
	const stem = preNorm ? 'stem' : 'stem.conv';
	const norm = preNorm ? 's1.b1.norm1' : 'stem.bn';
	const stemWidth = size(shapes, weight(stem), 0);
	const headWidth = size(shapes, 'final_conv.conv.weight', 0);
	const [projection, afterPool] = ['', '.1'].map(
		(at) => `s1.b1.downsample${at}${preNorm ? '' : '.conv'}`
	);
	const has = (path = '') => shapes.has(weight(path));
	const lists: Config = {
		depths: stages.map(({ depth }) => depth),
		widths: stages.map(({ width }) => width),
		groupWidths: stages.map(({ groupWidth }) => groupWidth)
	};
	const bottleneck = readBottleneck(stages);
	const batch = shapes.has(`${norm}.running_mean`);
	const read: Config = {
		...lists,
		bottleneck,
		seRatio: readGates(shapes, stages, stemWidth),
		shortcut: has(projection) ? 'conv' : has(afterPool) ? 'average' : 'none',
		preNorm,
		norm: batch ? 'batch' : 'group',
		stemWidth,
		headWidth,
		channels: size(shapes, weight(stem), 1),
		classes: size(shapes, 'head.fc.weight', 0)
	};
	const normed = [stemWidth, headWidth, ...stages.flatMap(({ inner, width }) => [inner, width])];
	function assume(base: Config): Config {
		const line = { ...base, bottleneck, widthRule: 'line' } as Config as RegNetConfig;
		return {
			widthRule: same(stagesOf(line), stages) ? 'line' : 'stages',
			...(batch ? {} : { normGroupWidth: groupFor(normed, Number(base['normGroupWidth'])) })
		};
	}
	return [{ read, assume }];
}

export const checkpoints: CheckpointReader = {
	networks: ['RegNet'],
	marks: [/s1\.b1\.conv1\.(conv\.)?weight$/],
	guess: guessRegNet,
	namings: regNetNamings
};

import type { CheckpointReader } from '../../family.ts';
import { countFrom, range, ratioOf, size, type Guess, type Shapes } from '../weight-shapes.ts';
import { RATIO_STEP } from './fields.ts';

const block = (stage: number, index = 0): string => `stages.${stage}.blocks.${index}`;

/** The share that gives so many channels of each width when the product is rounded down. */
function branchRatio(branches: readonly number[], widths: readonly number[]): number {
	const fits = (ratio: number): boolean =>
		widths.every((width, stage) => Math.trunc(width * ratio) === branches[stage]);
	const ratios = range(11).map((steps) => steps * RATIO_STEP);
	return ratios.find(fits) ?? (branches[0] ?? 0) / (widths[0] ?? 1);
}

function guessInceptionNext(shapes: Shapes): readonly Guess[] {
	const mixer = (stage: number, index = 0) => `${block(stage, index)}.token_mixer.dwconv_hw.weight`;
	if (!shapes.has(mixer(0)) || !shapes.has('head.fc1.weight')) return [];
	const stages = range(countFrom(shapes, (stage) => mixer(stage)));
	const of = (name: string, axis = 0) =>
		stages.map((stage) => size(shapes, `${block(stage)}.${name}`, axis));
	const widths = of('mlp.fc2.weight');
	const read = {
		depths: stages.map((stage) => countFrom(shapes, (index) => mixer(stage, index))),
		widths,
		mlpRatios: of('mlp.fc1.weight').map((wide, stage) => ratioOf(wide, widths[stage] ?? 0)),
		squareKernel: size(shapes, mixer(0), 2),
		bandKernel: size(shapes, `${block(0)}.token_mixer.dwconv_w.weight`, 3),
		branchRatio: branchRatio(of('token_mixer.dwconv_hw.weight'), widths),
		layerScale: shapes.has(`${block(0)}.gamma`),
		channels: size(shapes, 'stem.0.weight', 1),
		classes: size(shapes, 'head.fc2.weight', 0)
	};
	return [{ read }];
}

/** The authors' names are timm's. */
export const checkpoints: CheckpointReader = {
	networks: ['InceptionNeXt'],
	marks: [/stages\.0\.blocks\.0\.token_mixer\.dwconv_hw\.weight$/],
	guess: guessInceptionNext,
	namings: []
};

import type { Family, ImageWishes } from './family.ts';
import {
	isPerStage,
	mostStages,
	type Config,
	type Field,
	type FieldValue,
	type Problem
} from './fields.ts';
import { families } from './families.ts';
import { layersOf, ShapeError, type Layer } from './infer.ts';
import { inputOf } from './input.ts';
import type { Net, Shape } from './net.ts';

/** A point in a family's space, and the preset that it is described against. */
export type Design = Readonly<{
	family: Family;
	preset: string;
	config: Config;
	/** Weights of timm's that it was asked for with, which no count depends on. */
	tag?: Readonly<{ name: string; image: ImageWishes }>;
}>;

/** A design that can be computed, with everything that follows from it. */
export type Network = Readonly<{ net: Net; input: Shape; layers: readonly Layer[] }>;

export type Examined = Readonly<
	{ ok: true; network: Network } | { ok: false; problems: readonly Problem[] }
>;

/** The preset of any family that is loaded with this timm name, as a design. */
export function presetDesign(name: string): Design | null {
	for (const family of families()) {
		const preset = family.presets.get(name);
		if (preset) return { family, preset: name, config: preset.config };
	}
	return null;
}

/** What checkpoints of a design's preset want done to an image, where that is not ImageNet's usual. */
export function imageWishesOf({ family, preset, tag }: Design): ImageWishes {
	const found = family.presets.get(preset);
	return { ...family.groups[found?.group ?? '']?.image, ...found?.image, ...tag?.image };
}

export const presetNames = (): readonly string[] =>
	families().flatMap((family) => [...family.presets.keys()]);

/** Shape of one image, `[height, width, channels]`. */
export const inputShape = ({ config }: Design): Shape => inputOf(config);

export function batchSize({ config: { batch } }: Design): number {
	if (typeof batch !== 'number') throw new Error('batch is not a number');
	return batch;
}

const TOO_LARGE = `more than ${Number.MAX_SAFE_INTEGER} MACs can no longer be counted to the unit; permitted: a smaller input, narrower stages or smaller kernels`;

const isExact = (layers: readonly Layer[]): boolean =>
	layers.reduce((sum, { macs }) => sum + macs, 0) <= Number.MAX_SAFE_INTEGER;

/** What reads a design and what shows it ask for the same one after another; no more are held than that takes. */
const HELD = 8;
/** By their config: a preset is one, whoever asks for it. */
const held = new Map<Config, Readonly<{ family: Family; examined: Examined }>>();

/** Builds a design and lists its layers, or says which fields stand in the way. */
export function examine(design: Design): Examined {
	const { family, config } = design;
	const before = held.get(config);
	if (before?.family === family) return before.examined;
	const examined = examineAnew(design);
	held.set(config, { family, examined });
	const [oldest] = held.size > HELD ? held.keys() : [];
	if (oldest) held.delete(oldest);
	return examined;
}

function examineAnew(design: Design): Examined {
	const { family, config } = design;
	const problems = family.check(config);
	if (problems.length > 0) return { ok: false, problems };
	const input = inputShape(design);
	const net = family.build(config);
	try {
		const layers = layersOf(net, input);
		return isExact(layers)
			? { ok: true, network: { net, input, layers } }
			: { ok: false, problems: [{ field: 'input', message: TOO_LARGE }] };
	} catch (error) {
		if (!(error instanceof ShapeError)) throw error;
		return { ok: false, problems: [family.explain(error, config)] };
	}
}

/** How many stages a design has; families without stages have one. */
export function stageCount({ family, config }: Design): number {
	const first = family.fields.find(isPerStage);
	const value = first && config[first.key];
	return Array.isArray(value) ? value.length : 1;
}

/** The stages that the values of a design's per-stage lists are for, from 1. */
export const stagesOf = (design: Design): readonly number[] =>
	design.family.stagesOf?.(design.config) ??
	Array.from({ length: stageCount(design) }, (_, stage) => stage + 1);

/** What the value at a place in a per-stage list is of: “stage 3” or, where others share that stage, “stage 3, row 2”. */
export function stageName(design: Design, at: number): string {
	const stages = stagesOf(design);
	const stage = stages[at] ?? at + 1;
	const alone = stages.indexOf(stage) === stages.lastIndexOf(stage);
	return alone ? `stage ${stage}` : `stage ${stage}, row ${at - stages.indexOf(stage) + 1}`;
}

/** The design with one field changed. */
export function withValue(design: Design, key: string, value: FieldValue): Design {
	return { ...design, config: { ...design.config, [key]: value } };
}

/**
 * The design with every list of per-stage values cut or grown to `count` stages; new stages repeat
 * the last one, or double it where the width doubles.
 */
export function withStageCount(design: Design, count: number): Design {
	const { fields } = design.family;
	const stages = Math.min(mostStages(fields.find(isPerStage)), Math.max(1, count));
	const config: Record<string, FieldValue> = { ...design.config };
	for (const field of fields) {
		const values = config[field.key];
		if (isPerStage(field) && Array.isArray(values))
			config[field.key] = resized(field, values as StageValues, stages);
	}
	return { ...design, config };
}

type StageValues = readonly number[] | readonly string[];

function resized(field: Field, values: StageValues, length: number): StageValues {
	const kept = values.slice(0, length);
	const list = kept.map(Number);
	if (field.kind !== 'per-stage')
		return Array.from({ length }, (_, i) => String(kept[i] ?? kept.at(-1)));
	while (list.length < length) {
		const [before, last] = [list.at(-2) ?? 0, list.at(-1) ?? 1];
		list.push(Math.min(field.max, last === 2 * before ? 2 * last : last));
	}
	return list;
}

/** What the preset that a design is described against is called on screen. */
export const presetLabel = ({ family, preset }: Design): string =>
	family.presets.get(preset)?.label ?? preset;

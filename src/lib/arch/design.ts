import type { Family, ImageWishes } from './family.ts';
import { MAX_STAGES, type Config, type FieldValue, type Problem } from './fields.ts';
import { convNet } from './families/convnet/family.ts';
import { swin } from './families/swin/family.ts';
import { vit } from './families/vit/family.ts';
import { layersOf, ShapeError, type Layer } from './infer.ts';
import { inputOf } from './input.ts';
import type { Net, Shape } from './net.ts';

export const families: readonly Family[] = [convNet, swin, vit];

/** A point in a family's space, and the preset that it is described against. */
export type Design = Readonly<{ family: Family; preset: string; config: Config }>;

/** A design that can be computed, with everything that follows from it. */
export type Network = Readonly<{ net: Net; input: Shape; layers: readonly Layer[] }>;

export type Examined = Readonly<
	{ ok: true; network: Network } | { ok: false; problems: readonly Problem[] }
>;

/** The preset of any family with this timm name, as a design. */
export function presetDesign(name: string): Design | null {
	for (const family of families) {
		const preset = family.presets.get(name);
		if (preset) return { family, preset: name, config: preset.config };
	}
	return null;
}

/** What checkpoints of a design's preset want done to an image, where that is not ImageNet's usual. */
export function imageWishesOf({ family, preset }: Design): ImageWishes {
	const found = family.presets.get(preset);
	return { ...family.groups[found?.group ?? '']?.image, ...found?.image };
}

export const presetNames = (): readonly string[] =>
	families.flatMap((family) => [...family.presets.keys()]);

/** A numeric setting that every family has. */
function numberOf(config: Config, key: 'input' | 'batch' | 'classes'): number {
	const value = config[key];
	if (typeof value !== 'number') throw new Error(`${key} is not a number`);
	return value;
}

/** Shape of one image, `[height, width, channels]`. */
export const inputShape = ({ config }: Design): Shape =>
	inputOf({ input: numberOf(config, 'input') });
export const batchSize = ({ config }: Design): number => numberOf(config, 'batch');

const TOO_LARGE = `more than ${Number.MAX_SAFE_INTEGER} MACs can no longer be counted to the unit; permitted: a smaller input, narrower stages or smaller kernels`;

const isExact = (layers: readonly Layer[]): boolean =>
	layers.reduce((sum, { macs }) => sum + macs, 0) <= Number.MAX_SAFE_INTEGER;

/** Builds a design and lists its layers, or says which fields stand in the way. */
export function examine(design: Design): Examined {
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
	const first = family.fields.find((field) => field.kind === 'per-stage');
	const value = first && config[first.key];
	return Array.isArray(value) ? value.length : 1;
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
	const stages = Math.min(MAX_STAGES, Math.max(1, count));
	const config: Record<string, FieldValue> = { ...design.config };
	for (const field of design.family.fields) {
		const values = config[field.key];
		if (field.kind === 'per-stage' && isNumbers(values))
			config[field.key] = resized(values, stages, field.max);
	}
	return { ...design, config };
}

const isNumbers = (value: FieldValue | undefined): value is readonly number[] =>
	Array.isArray(value) && value.every((item) => typeof item === 'number');

function resized(values: readonly number[], length: number, max: number): readonly number[] {
	const list = values.slice(0, length);
	while (list.length < length) {
		const [before, last] = [list.at(-2) ?? 0, list.at(-1) ?? 1];
		list.push(Math.min(max, last === 2 * before ? 2 * last : last));
	}
	return list;
}

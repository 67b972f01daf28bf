import { examine, type Design as AppDesign, type Network } from '../arch/design.ts';
import { families, provideFamilies } from '../arch/families.ts';
import { allFamilies } from '../arch/families/all.ts';
import { permitted } from '../arch/fields.ts';
import type { Layer as AppLayer } from '../arch/infer.ts';
import { labelOf, moduleOf } from '../arch/ops.ts';
import { deterministicWeights, WEIGHTS_LABEL } from '../checkpoint/deterministic.ts';
import { countAs as countNetworkAs, countLayersAs } from '../count/conventions/convention.ts';
import { conventions as allConventions } from '../count/conventions/conventions.ts';
import { conventionOf, provideConventions } from '../count/conventions/known.ts';
import { metrics } from '../count/metrics.ts';
import { flopsOf, sumLayers } from '../count/totals.ts';
import { LARGEST_FILE, onnxPieces } from '../export/onnx/model.ts';
import { byteLength, isBytes } from '../export/pieces.ts';
import { printPytorch, titleOf } from '../export/pytorch/pytorch.ts';
import { timmLine } from '../export/timm.ts';
import { weightSlots } from '../export/weight-slots.ts';
import timmNames from '../names/timm.json';
import { provideTimmNames } from '../names/timm.ts';
import { asItComes, printLink } from '../share/link.ts';
import { applySettings } from '../share/settings.ts';
import { DesignError, type Design, type FieldValue } from './design.ts';
import { accepted, appDesign, handOut, settingsOf } from './reading.ts';

export { DesignError };
export type { Design, FieldValue, Problem } from './design.ts';

provideFamilies(allFamilies);
provideConventions(allConventions);
provideTimmNames(timmNames);

/** Lengths of the axes: `[height, width, channels]`, `[tokens, channels]` or `[channels]`; no batch. */
export type Shape = readonly number[];

/** A named network that designs start from. */
export type Preset = Readonly<{
	/** timm's. */
	name: string;
	label: string;
	/** The heading that it stands under. */
	group: string;
	/** The family of networks whose fields it has. */
	family: string;
}>;

/** A field of a design. */
export type Field = Readonly<{
	key: string;
	label: string;
	/** What it is, in a sentence. */
	help: string;
	value: FieldValue;
	/** The permitted values, in words. */
	permitted: string;
}>;

/** A weight of a layer. */
export type Weight = Readonly<{
	/** timm's, as in its `state_dict`. */
	name: string;
	/** In PyTorch's order. */
	shape: Shape;
}>;

/** What a part of a network costs for one image. All are exact integers. */
export type Totals = Readonly<{
	/** Trainable parameters. */
	params: number;
	/** Multiply-accumulates of convolutions, linear layers and attention's two products. */
	macs: number;
	/** 2 × MACs. */
	flops: number;
	/** Output elements of convolutions and linear layers. */
	activations: number;
}>;

/** An operation at its place in the network. */
export type Layer = Totals &
	Readonly<{
		/** timm's module path. */
		path: string;
		/** In words, such as `7 × 7 depthwise conv`. */
		operation: string;
		/** PyTorch's or timm's class. */
		module: string;
		/** Path of the stem, stage or head that holds it. */
		section: string;
		/** Path of the block that holds it, if one does. */
		block: string | null;
		input: Shape;
		output: Shape;
		weights: readonly Weight[];
	}>;

/** What a network costs for one image, and its layers in order of computation. */
export type Count = Totals &
	Readonly<{
		/** Bytes of all weights in float32, running statistics included. */
		weightBytes: number;
		/** Bytes of activations alive at the worst moment of a forward pass, in float32. */
		peakActivationBytes: number;
		/** Side in pixels of what a unit sees before the head pools; `Infinity` where it sees everything. */
		receptiveField: number;
		layers: readonly Layer[];
	}>;

/** How a tool counts. */
export type Convention = Readonly<{
	id: string;
	label: string;
	/** Whatever the tool itself calls it. */
	unit: 'MACs' | 'FLOPs' | 'mult-adds';
	/** The rule in a sentence. */
	summary: string;
	/** Where the rule was read. */
	source: string;
	/** What the tool is known to miss or miscount. */
	notes: readonly string[];
}>;

/** What a tool prints for a network, for one image. All are exact integers. */
export type ToolCount = Readonly<{
	total: number;
	unit: Convention['unit'];
	/** The parameters that the tool finds. */
	params: number;
	/** What the total is made of, in the tool's unit. */
	terms: readonly Readonly<{ label: string; amount: number }>[];
	/** By layer, in the order of `count`'s layers; they add up to the total. */
	layers: readonly number[];
}>;

/** An operation of a tree: its kind, and the numbers that define it. */
export type Operation = Readonly<{ kind: string }>;
/** Parts one after another. */
export type Chain = Readonly<{
	kind: 'chain';
	role: 'stem' | 'stage' | 'downsample' | 'block' | 'head' | null;
	children: readonly Child[];
}>;
/** Branches that take the same value, and how they become one again. */
export type Parallel = Readonly<{
	kind: 'parallel';
	name: string;
	branches: readonly Child[];
	join: 'add' | 'subtract' | 'mul' | 'concat' | Operation;
}>;
export type Child = Readonly<{ name: string; net: Tree }>;
/** A network as plain data; a part's path is the names that lead to it. */
export type Tree = Operation | Chain | Parallel;

/** All presets, in the order in which lists show them. */
export const presets = (): readonly Preset[] =>
	families().flatMap((family) =>
		[...family.presets].map(([name, { label, group }]) => ({
			...{ name, label, group },
			family: family.label
		}))
	);

/**
 * Reads a design: a preset under timm's name (`convnext_tiny`, with or without a tag), a link
 * (`convnext_tiny&depths=3,3,27,3`), or a whole address of the app.
 *
 * @throws DesignError that names each field, and what it permits
 */
export const design = (text: string): Design => handOut(appDesign(text));

/**
 * The design with other values in some fields; one value serves every stage.
 *
 * @throws DesignError that names each field, and what it permits
 */
export function change(of: Design | string, values: Readonly<Record<string, FieldValue>>): Design {
	const start = appDesign(of);
	return handOut(accepted(applySettings(start, settingsOf(start.family.fields, values))));
}

/**
 * The fields of a design, those left out that change nothing in it.
 *
 * @throws DesignError when it cannot be read
 */
export function fields(of: Design | string): readonly Field[] {
	const { family, config } = appDesign(of);
	return family.fields.flatMap((field) => {
		const { key, label, help } = field;
		const value = config[key];
		if (value === undefined || field.applies?.(config) === false) return [];
		return [{ key, label, help, value, permitted: permitted(field) }];
	});
}

function networkOf(app: AppDesign): Network {
	const examined = examine(app);
	if (examined.ok) return examined.network;
	throw new DesignError(examined.problems);
}

/** @throws DesignError when it has no network */
export const tree = (of: Design | string): Tree => networkOf(appDesign(of)).net;

const totalsOf = ({ params, macs, activations }: Omit<Totals, 'flops'>): Totals => ({
	...{ params, macs, activations },
	flops: flopsOf(macs)
});

const layerOf = (layer: AppLayer): Layer => ({
	path: layer.path,
	operation: labelOf(layer.op, layer.in),
	module: moduleOf(layer.op),
	section: layer.section,
	block: layer.block,
	input: layer.in,
	output: layer.out,
	...totalsOf(layer),
	weights: weightSlots([layer])
});

/**
 * Counts a design for one image, as the ConvNeXt paper counts.
 *
 * @throws DesignError when it cannot be read, or has no network
 */
export function count(of: Design | string): Count {
	const network = networkOf(appDesign(of));
	const { layers } = network;
	const totals = sumLayers(layers);
	const counted = { ...network, totals };
	return {
		...totalsOf(totals),
		weightBytes: metrics.weights.read(counted),
		peakActivationBytes: metrics.peak.read(counted),
		receptiveField: metrics.field.read(counted),
		layers: layers.map(layerOf)
	};
}

/** Every tool's way of counting, the paper's first. */
export const conventions: readonly Convention[] = allConventions.map(
	({ id, label, unit, summary, source, notes }) => ({
		...{ id, label, unit, summary, source },
		notes: notes.map(({ text }) => text)
	})
);

/**
 * Counts a design as a tool does.
 *
 * @param convention id of one of `conventions`, such as `fvcore`
 * @param options fusedAttention: whether attention runs as one fused kernel, which some tools see
 *   less of; by default not
 * @throws RangeError on an unknown convention; DesignError when the design has no network
 */
export function countAs(
	of: Design | string,
	convention: string,
	{ fusedAttention = false }: Readonly<{ fusedAttention?: boolean }> = {}
): ToolCount {
	const found = conventionOf(convention);
	if (!found) {
		const ids = conventions.map(({ id }) => id).join(', ');
		throw new RangeError(`convention: “${convention}” is not permitted; permitted: ${ids}`);
	}
	const { layers } = networkOf(appDesign(of));
	const { total, unit, params, terms } = countNetworkAs(found, layers, { fusedAttention });
	return { total, unit, params, terms, layers: countLayersAs(found, layers, { fusedAttention }) };
}

/**
 * The design as a link, `design` reads it: what stands after the `#` of the app's address.
 *
 * @throws DesignError when it cannot be read
 */
export const toLink = (of: Design | string): string =>
	printLink({ ...asItComes, design: appDesign(of) });

/**
 * The design as a module in plain `torch.nn`, whose parameters have timm's names.
 *
 * @throws DesignError when it has no network
 */
export function toPyTorch(of: Design | string): string {
	const app = appDesign(of);
	return printPytorch(app, networkOf(app));
}

/**
 * The call of timm that makes the same network; `null` where there is none.
 *
 * @throws DesignError when it cannot be read
 */
export const toTimm = (of: Design | string): string | null => timmLine(appDesign(of));

/** Gives a weight's values, row-major in PyTorch's order. */
export type Values = (name: string, shape: Shape) => Float32Array;

/**
 * The design as an ONNX file: opset 17, any batch, float32.
 *
 * @param values of each weight by timm's name; without it deterministic ones that are not trained
 * @throws DesignError when it has no network; RangeError when values are too few or too many, and
 *   when the file would be larger than ONNX permits (2 GiB)
 */
export function toOnnx(of: Design | string, values?: Values): Uint8Array {
	const app = appDesign(of);
	const { net, input } = networkOf(app);
	const weights = values ? 'weights that the caller gave' : WEIGHTS_LABEL;
	const pieces = onnxPieces(net, input, { title: titleOf(app), address: toLink(of), weights });
	const length = byteLength(pieces);
	if (length > LARGEST_FILE)
		throw new RangeError(`the file would take ${length} bytes; permitted: up to ${LARGEST_FILE}`);
	const file = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		const bytes = isBytes(piece) ? piece : bytesOf(piece, values ?? deterministicWeights);
		file.set(bytes, at);
		at += bytes.length;
	}
	return file;
}

function bytesOf({ name, shape }: Weight, values: Values): Uint8Array {
	const given = values(name, shape);
	const needed = shape.reduce((product, length) => product * length, 1);
	if (given.length !== needed)
		throw new RangeError(`${name}: ${given.length} values; permitted: ${needed}, its shape’s`);
	return new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
}

import { families, provideFamilies } from '../arch/families.ts';
import { allFamilies } from '../arch/families/all.ts';
import { permitted } from '../arch/fields.ts';
import type { Layer as AppLayer } from '../arch/infer.ts';
import { labelOf, moduleOf } from '../arch/ops.ts';
import { countAs as countNetworkAs, countLayersAs } from '../count/conventions/convention.ts';
import { conventions as allConventions } from '../count/conventions/conventions.ts';
import { conventionOf, provideConventions } from '../count/conventions/known.ts';
import { metrics } from '../count/metrics.ts';
import { flopsOf, sumLayers } from '../count/totals.ts';
import { weightSlots } from '../export/weight-slots.ts';
import timmNames from '../names/timm.json';
import { provideTimmNames } from '../names/timm.ts';
import { applySettings } from '../share/settings.ts';
import type { Convention, Count, Layer, ToolCount, Totals } from './counts.ts';
import type { Design, Field, FieldValue, Preset } from './design.ts';
import { accepted, appDesign, handOut, networkOf, settingsOf } from './reading.ts';
import type { Tree } from './tree.ts';

export type { Convention, Count, Layer, Shape, ToolCount, Totals, Weight } from './counts.ts';
export { DesignError } from './design.ts';
export type { Design, Field, FieldValue, Preset, Problem } from './design.ts';
export { toLink, toOnnx, toPyTorch, toTimm } from './exports.ts';
export type { Values } from './exports.ts';
export type { Chain, Child, Operation, Parallel, Tree } from './tree.ts';

provideFamilies(allFamilies);
provideConventions(allConventions);
provideTimmNames(timmNames);

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

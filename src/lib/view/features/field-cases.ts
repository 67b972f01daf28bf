import { examine, withValue, type Design, type Network } from '../../arch/design.ts';
import { fieldWithRole, type Config, type Field } from '../../arch/fields.ts';
import type { Layer } from '../../arch/infer.ts';
import {
	seenBy,
	receptiveFieldsOf,
	type Patch
} from '../../count/receptive-field/receptive-field.ts';
import { centralUnit } from '../../features/effective-field.ts';
import { placementsOf } from '../../features/placement.ts';
import { outputLayerOf } from '../../features/shown.ts';
import type { Sides } from '../../arch/net.ts';

/** A layer whose central unit is asked what it sees. */
export type FieldCase = Readonly<{
	label: string;
	network: Network;
	path: string;
	unit: readonly number[];
	/** What the unit can see at most, px; `null` where that is everything. */
	size: Sides | null;
	/** The same within the picture. */
	patch: Patch | null;
}>;

/** The places of a network where a field can be measured: what comes out of these layers lies on the picture. */
function casesAt(
	network: Network,
	layers: readonly Readonly<{ label: string; layer: Layer | null }>[]
): readonly FieldCase[] {
	const placements = placementsOf(network.layers);
	const fields = new Map(
		receptiveFieldsOf(network.net, network.layers).map((field) => [field.layer.path, field])
	);
	return layers.flatMap(({ label, layer }) => {
		const placement = placements.get(layer?.path ?? '');
		const field = fields.get(layer?.path ?? '');
		if (!layer || placement?.kind !== 'map' || !field) return [];
		const unit = centralUnit(placement);
		const patch = seenBy(field, network.input, unit);
		return [{ label, network, path: layer.path, unit, size: field.size, patch }];
	});
}

const nameOf = ({ section, sectionRole, stage }: Layer): string =>
	sectionRole === 'stage' ? `stage ${stage}` : sectionRole === 'stem' ? 'stem' : section;

/**
 * What leaves the stem and every stage, and a selected layer among them.
 *
 * @param selected path of a layer, or id of a block
 */
export function stageCases(network: Network, selected: string | null): readonly FieldCase[] {
	const { layers } = network;
	const ends = layers.filter(
		({ section, sectionRole }, at) => sectionRole !== 'head' && layers[at + 1]?.section !== section
	);
	const chosen = outputLayerOf(layers, selected);
	const own = chosen !== null && !ends.includes(chosen) ? [chosen] : [];
	const asked = [...ends, ...own].toSorted((a, b) => layers.indexOf(a) - layers.indexOf(b));
	return casesAt(
		network,
		asked.map((layer) => ({
			label: ends.includes(layer) ? nameOf(layer) : (selected ?? layer.path),
			layer
		}))
	);
}

/** Kernels beside each other. */
export const KERNELS = [3, 5, 7, 11, 31] as const;

/** A field's value with every kernel of this side; `null` where it permits none. */
function kernelsOf(field: Field, config: Config, side: number): Config[string] | null {
	if (field.kind !== 'number' && field.kind !== 'per-stage') return null;
	if (side < field.min || side > field.max) return null;
	const before = config[field.key];
	if (field.kind === 'number') return side;
	return Array.isArray(before) ? before.map(() => side) : null;
}

const kernelField = ({ family, config }: Design) => fieldWithRole(family.fields, 'kernel', config);

/** Whether a design has a kernel that can be changed. */
export const hasKernels = (design: Design): boolean => kernelField(design) !== undefined;

/** A design with another kernel everywhere; `null` where it has none to change, or is none then. */
function withKernel(design: Design, side: number): Network | null {
	const field = kernelField(design);
	const value = field ? kernelsOf(field, design.config, side) : null;
	if (!field || value === null) return null;
	const examined = examine(withValue(design, field.key, value));
	return examined.ok ? examined.network : null;
}

/** The same design with other kernels, each at what leaves a section; none where it has no kernel. */
export const kernelCases = (design: Design, section: string): readonly FieldCase[] =>
	KERNELS.flatMap((side) => {
		const network = withKernel(design, side);
		if (!network) return [];
		const layer = outputLayerOf(network.layers, section);
		return casesAt(network, [{ label: `${side} × ${side}`, layer }]);
	});

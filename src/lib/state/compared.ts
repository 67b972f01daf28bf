import { examine, type Design, type Network, presetLabel } from '../arch/design.ts';
import { REGIMES, roadmapSteps, stepName, stepOf } from '../roadmap/steps.ts';
import { readMetric, type NetworkMetricId } from '../count/metrics.ts';
import { sumLayers } from '../count/totals.ts';
import { changesOf } from '../share/settings.ts';
import { printDesign } from '../share/set-link.ts';

/** One design of a comparison, with everything that does not depend on how it is counted. */
export type Compared = Readonly<{
	design: Design;
	link: string;
	/** The preset's label. */
	label: string;
	/** What differs from the preset. */
	changes: readonly string[];
	network: Network;
	/** Any metric of it, each read once. */
	metric: (id: NetworkMetricId) => number;
}>;

/** A function of ids that computes each value once. */
function onceEach<Id>(read: (id: Id) => number): (id: Id) => number {
	const values = new Map<Id, number>();
	return (id) => {
		const value = values.get(id) ?? read(id);
		values.set(id, value);
		return value;
	};
}

function comparedOf(design: Design): Compared {
	const examined = examine(design);
	// What a link holds can be computed; a design that cannot never gets here.
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join('; '));
	const { network } = examined;
	const totals = sumLayers(network.layers);
	return {
		design,
		link: printDesign(design),
		label: presetLabel(design),
		changes: changesOf(design).map((setting) => setting.join(' ')),
		network,
		metric: onceEach((id: NetworkMetricId) => readMetric(id, { ...network, totals }))
	};
}

const known = new WeakMap<Design, Compared>();

/** Works a design out once: designs are replaced, never changed. */
export function compared(design: Design): Compared {
	const before = known.get(design);
	if (before) return before;
	const made = comparedOf(design);
	known.set(design, made);
	return made;
}

/** The preset's name, with the step of the roadmap that a design is, or that it was changed. */
function plainName({ design, label, changes }: Compared): string {
	if (changes.length === 0) return label;
	const regime = REGIMES.find((name) => name === design.preset);
	const at = regime ? stepOf(regime, design.config) : null;
	const step = at === null ? undefined : roadmapSteps[at];
	return step ? `${label} to “${stepName(step)}”` : `${label}, changed`;
}

/** Names that tell designs apart, numbered when that is not enough. */
export function namesOf(designs: readonly Compared[]): readonly string[] {
	const plain = designs.map(plainName);
	return plain.map((name, i) => {
		const alike = plain.filter((other) => other === name).length;
		const number = plain.slice(0, i + 1).filter((other) => other === name).length;
		return alike > 1 ? `${name} (${number})` : name;
	});
}

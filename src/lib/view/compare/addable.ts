import { presetDesign, type Design } from '../../arch/design.ts';
import { families } from '../../arch/families.ts';
import { convNet } from '../../arch/families/convnet/family.ts';
import {
	REGIME_LABELS,
	REGIMES,
	roadmapConfigs,
	roadmapSteps,
	type Regime,
	stepName
} from '../../roadmap/steps.ts';
import { presetGroups } from '../header/preset-groups.ts';

/** A design that is picked from a list. */
export type Addable = Readonly<{ value: string; label: string; design: () => Design | null }>;

export type AddableGroup = Readonly<{ name: string; designs: readonly Addable[] }>;

const stepsOf = (regime: Regime): AddableGroup => ({
	name: `Roadmap from ${REGIME_LABELS[regime].start}`,
	designs: roadmapConfigs(regime).flatMap((config, i) => {
		const step = roadmapSteps[i];
		// The path starts from a preset, which has its own place in the list.
		if (!step?.decision) return [];
		const design: Design = { family: convNet, preset: regime, config };
		return [{ value: `${regime} ${step.id}`, label: stepName(step), design: () => design }];
	})
});

/** Everything that has a name: presets by family, and the steps of the roadmap. */
export const addable = (): readonly AddableGroup[] => [
	...presetGroups(families()).map(({ name, presets }) => ({
		name,
		designs: presets.map((preset) => ({
			value: preset.name,
			label: preset.label,
			design: () => presetDesign(preset.name)
		}))
	})),
	...REGIMES.map(stepsOf)
];

/** The design behind a choice from the list. */
export const addableDesign = (value: string): Design | null =>
	addable()
		.flatMap(({ designs }) => designs)
		.find((one) => one.value === value)
		?.design() ?? null;

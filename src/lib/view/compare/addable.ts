import type { Design } from '../../arch/design.ts';
import { convNet } from '../../arch/families/convnet/family.ts';
import type { PickGroup } from '../../kit/picker/items.ts';
import {
	REGIME_LABELS,
	REGIMES,
	roadmapConfigs,
	roadmapSteps,
	type Regime,
	stepName
} from '../../roadmap/steps.ts';
import { readPreset } from '../../share/settings.ts';

/** A step of the roadmap that is picked from a list. */
type Step = Readonly<{ value: string; label: string; design: Design }>;

const stepsOf = (regime: Regime): readonly Step[] =>
	roadmapConfigs(regime).flatMap((config, i) => {
		const step = roadmapSteps[i];
		// The path starts from a preset, which has its own place in the list.
		if (!step?.decision) return [];
		const design: Design = { family: convNet, preset: regime, config };
		return [{ value: `${regime} ${step.id}`, label: stepName(step), design }];
	});

const steps = REGIMES.map((regime) => ({ regime, steps: stepsOf(regime) }));

/** The steps of the roadmap, as a list offers them beside presets. */
export const addableSteps: readonly PickGroup[] = steps.map(({ regime, steps }) => ({
	name: `Roadmap from ${REGIME_LABELS[regime].start}`,
	items: steps.map(({ value, label }) => ({ value, label }))
}));

/** The design behind a choice from the list: a step's, or a preset's with or without a tag of timm's. */
export function addableDesign(value: string): Design | null {
	const step = steps.flatMap((one) => one.steps).find((one) => one.value === value);
	if (step) return step.design;
	const { design, problems } = readPreset(value);
	return problems.length === 0 ? design : null;
}

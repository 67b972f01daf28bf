import { presetDesign, presetNames, type Design } from '../../arch/design.ts';
import { printDesign } from '../../share/set-link.ts';
import { figuresOf, type Figures } from '../../explore/figures.ts';

/** A design that people know, for orientation among those drawn. */
export type Landmark = Readonly<{ id: string; label: string; group: string; figures: Figures }>;

function landmarkOf(id: string, design: Design): readonly Landmark[] {
	const figures = figuresOf(design);
	const preset = design.family.presets.get(design.preset);
	return figures ? [{ id, label: preset?.label ?? id, group: preset?.group ?? '', figures }] : [];
}

let known: readonly Landmark[] | null = null;

/** All presets, each at its own input size. */
function presetLandmarks(): readonly Landmark[] {
	known ??= presetNames().flatMap((name) => {
		const design = presetDesign(name);
		return design ? landmarkOf(name, design) : [];
	});
	return known;
}

/** The base, and the presets that are another design. */
export function landmarksAround(base: Design): readonly Landmark[] {
	const link = printDesign(base);
	const own = landmarkOf('base', base).map((landmark) => ({
		...landmark,
		label: link === base.preset ? `${landmark.label}, the base` : 'the base'
	}));
	return [...own, ...presetLandmarks().filter(({ id }) => id !== link)];
}

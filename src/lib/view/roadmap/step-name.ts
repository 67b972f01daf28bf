import { stepName, type RoadmapStep } from '../../roadmap/steps.ts';

/** A step's name, as short as a switch needs it. */
export const shortName = (step: RoadmapStep): string =>
	stepName(step)
		.replace(' (ConvNeXt)', '')
		.replace('separate d.s. conv', 'separate downsampling')
		.replace('move up depthwise conv', 'depthwise moved up');

/** A step as the head of its text. */
export function title(step: RoadmapStep, start: string): string {
	if (!step.decision) return `${start}, trained anew`;
	const name = stepName(step).replace('separate d.s. conv', 'separate downsampling');
	return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

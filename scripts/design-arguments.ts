import { presetNames, type Design } from '../src/lib/arch/design.ts';
import { REGIMES, roadmapConfigs, roadmapSteps, type Regime } from '../src/lib/roadmap/steps.ts';
import {
	applySettings,
	readPreset,
	type Setting,
	type Settled
} from '../src/lib/share/settings.ts';
import { UsageError } from './run-command.ts';

/** The options by which a command names a design, for `parseArgs`. */
export const designOptions = {
	roadmap: { type: 'string' },
	step: { type: 'string' },
	input: { type: 'string' },
	batch: { type: 'string' },
	set: { type: 'string', multiple: true }
} as const;

export type DesignArguments = Readonly<{
	preset?: string | undefined;
	roadmap?: string | undefined;
	step?: string | undefined;
	input?: string | undefined;
	batch?: string | undefined;
	set?: readonly string[] | undefined;
}>;

/**
 * The design that the arguments name: a preset or a step of the roadmap, with settings applied.
 * @throws UsageError on an unknown name or value, and on a network that cannot be computed
 */
export function readDesign({
	preset,
	roadmap,
	step,
	input,
	batch,
	set = []
}: DesignArguments): Design {
	if (preset !== undefined && roadmap !== undefined)
		throw new UsageError('name a preset or a step of the roadmap, not both');
	const start = roadmap === undefined ? readPresetDesign(preset) : readStep(roadmap, step);
	const settings: Setting[] = set.map(readSetting);
	if (input !== undefined) settings.push(['input', input]);
	if (batch !== undefined) settings.push(['batch', batch]);
	return accepted(applySettings(start, settings));
}

function accepted({ design, problems }: Settled): Design {
	if (problems.length === 0) return design;
	throw new UsageError(problems.map(({ message }) => message).join('\n'));
}

function readPresetDesign(name: string | undefined): Design {
	if (name === undefined)
		throw new UsageError(`name a preset; there are: ${presetNames().join(', ')}`);
	return accepted(readPreset(name));
}

function readSetting(text: string): Setting {
	const at = text.indexOf('=');
	if (at < 1) throw new UsageError(`--set ${text}: write it as field=value`);
	return [text.slice(0, at), text.slice(at + 1)];
}

function readStep(regime: string, step: string | undefined): Design {
	const known = (name: string): name is Regime => REGIMES.some((other) => other === name);
	if (!known(regime))
		throw new UsageError(`--roadmap ${regime}: permitted are ${REGIMES.join(', ')}`);
	const names = roadmapSteps.map(({ name }) => name);
	const config = roadmapConfigs(regime)[names.indexOf(step ?? '')];
	if (!config)
		throw new UsageError(
			`--step ${step ?? ''}: permitted are ${names.map((name) => `"${name}"`).join(', ')}`
		);
	return { ...readPresetDesign(regime), config };
}

import type { Design } from '../src/lib/arch/design.ts';
import { REGIMES, roadmapConfigs, roadmapSteps, type Regime } from '../src/lib/roadmap/steps.ts';
import { loadTimmNames } from '../src/lib/names/timm.ts';
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
	channels: { type: 'string' },
	classes: { type: 'string' },
	'output-stride': { type: 'string' },
	batch: { type: 'string' },
	set: { type: 'string', multiple: true }
} as const;

/** Options that are each a field; that of the output stride, of families that can dilate their kernels. */
const OWN = ['input', 'channels', 'classes', 'output-stride', 'batch'] as const;

/** The field of an option: `outputStride` of `output-stride`. */
const fieldOf = (option: string): string =>
	option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

export type DesignArguments = Readonly<
	Partial<Record<'preset' | 'roadmap' | 'step' | (typeof OWN)[number], string | undefined>> & {
		set?: readonly string[] | undefined;
	}
>;

/**
 * The design that the arguments name: a preset or a step of the roadmap, with settings applied.
 * @throws UsageError on an unknown name or value, and on a network that cannot be computed
 */
export async function readDesign({
	preset,
	roadmap,
	step,
	set = [],
	...own
}: DesignArguments): Promise<Design> {
	await loadTimmNames();
	if (preset !== undefined && roadmap !== undefined)
		throw new UsageError('name a preset or a step of the roadmap, not both');
	const start = roadmap === undefined ? readPresetDesign(preset) : readStep(roadmap, step);
	const named = OWN.flatMap((key): Setting[] => {
		const text = own[key];
		return text === undefined ? [] : [[fieldOf(key), text]];
	});
	return accepted(applySettings(start, [...set.map(readSetting), ...named]));
}

function accepted({ design, problems }: Settled): Design {
	if (problems.length === 0) return design;
	throw new UsageError(problems.map(({ message }) => message).join('\n'));
}

function readPresetDesign(name: string | undefined): Design {
	if (name === undefined)
		throw new UsageError('name a preset, such as convnext_tiny; count --list names all');
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

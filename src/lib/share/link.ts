import type { Design } from '../arch/design.ts';
import type { Problem } from '../arch/fields.ts';
import {
	applySettings,
	changesOf,
	DEFAULT_PRESET,
	defaultDesign,
	readPreset,
	type Setting
} from './settings.ts';

/** What an address holds: a design and what it is compared with. */
export type Linked = Readonly<{
	design: Design;
	/** A preset or published network by name; `null` is the design's own preset. */
	baseline: string | null;
	problems: readonly Problem[];
}>;

const LONGEST = 2000;
const BASELINE_KEY = 'vs';

/** The part of an address after `#`: the preset, then what differs, such as `convnext_tiny&depths=3,3,27,3`. */
export function printLink(design: Design, baseline: string | null): string {
	const settings = changesOf(design).map(([key, text]) => `${key}=${text}`);
	const versus = baseline === null ? [] : [`${BASELINE_KEY}=${baseline}`];
	return [design.preset, ...settings, ...versus].join('&');
}

/**
 * Reads an address's hash, with or without its `#`. Never throws: what cannot be used is named among
 * the problems, and the rest is kept.
 *
 * @param baselines names that `vs` may have
 */
export function readLink(hash: string, baselines: readonly string[]): Linked {
	const text = hash.replace(/^#/, '');
	if (text.length > LONGEST) {
		const message = `the link has ${text.length} characters; permitted: up to ${LONGEST}`;
		return { design: defaultDesign(), baseline: null, problems: [{ field: 'link', message }] };
	}
	const [preset = '', ...rest] = text.split('&').map(decode);
	const settings = rest.filter((part) => part !== '').map(splitSetting);
	const versus = settings.find(([key]) => key === BASELINE_KEY)?.[1] ?? null;
	const known = versus === null || baselines.includes(versus);
	const unknown: Problem[] = known
		? []
		: [
				{
					field: BASELINE_KEY,
					message: `vs: “${versus.slice(0, 60)}” is no baseline; there are: ${baselines.join(', ')}`
				}
			];
	const start = readPreset(preset === '' ? DEFAULT_PRESET : preset);
	const own = settings.filter(([key]) => key !== BASELINE_KEY);
	// The settings of a preset that is not there would say nothing about another.
	const { design, problems } = start.problems.length > 0 ? start : applySettings(start.design, own);
	return { design, baseline: known ? versus : null, problems: [...problems, ...unknown] };
}

function splitSetting(part: string): Setting {
	const at = part.indexOf('=');
	return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

/** A stray `%` is left as it stands: the field that it lands in refuses it by name. */
function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

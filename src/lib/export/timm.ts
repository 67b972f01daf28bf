import type { Design } from '../arch/design.ts';
import type { Preset } from '../arch/family.ts';
import { sameValue } from '../arch/fields.ts';
import type { Kwargs } from '../arch/families/timm-words.ts';

function kwargsFrom({ group, config: start }: Preset, { family, config }: Design): Kwargs | null {
	const words = family.groups[group]?.timm;
	if (!words) return null;
	const all = new Map<string, string>();
	for (const field of family.fields) {
		const value = config[field.key];
		const without = field.applies && !field.applies(config) && !field.applies(start);
		if (value === undefined || without || sameValue(value, start[field.key])) continue;
		const said = words[field.key]?.(value, config, start) ?? null;
		if (!said) return null;
		said.forEach(([name, text]) => all.set(name, text));
	}
	return [...all];
}

/** The call of timm that makes the same network with the fewest arguments; `null` if there is none. */
export function timmLine(design: Design): string | null {
	const presets = [...design.family.presets];
	const own = design.family.presets.get(design.preset);
	// The design's own preset first: of calls as short as each other, it says the most.
	const ordered = [
		...presets.filter(([name]) => name === design.preset),
		...presets.filter(([name]) => name !== design.preset)
	];
	const found = ordered.flatMap(([name, preset]) => {
		const apart = design.family.groups[preset.group]?.apart && preset.group !== own?.group;
		const kwargs = apart ? null : kwargsFrom(preset, design);
		return kwargs ? [{ name, kwargs }] : [];
	});
	const best = found.sort((a, b) => a.kwargs.length - b.kwargs.length)[0];
	if (!best) return null;
	const list = best.kwargs.map(([name, text]) => `, ${name}=${text}`).join('');
	return `timm.create_model("${best.name}"${list})`;
}

/** The call of timm that makes the same network with a file's weights in it; `null` if there is none. */
export const timmLoadLine = (design: Design, file: string): string | null =>
	timmLine(design)?.replace(/\)$/, `, checkpoint_path="${file}")`) ?? null;

import { examine, presetDesign, type Design, type Network } from '../src/lib/arch/design.ts';
import type { FieldValue } from '../src/lib/arch/fields.ts';

/** The network of a design that is known to be one. */
export function networkOfDesign(design: Design): Network {
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join());
	return examined.network;
}

/** A preset with fields changed, as a network. */
export function networkOf(
	preset: string,
	changes: Readonly<Record<string, FieldValue>> = {}
): Network {
	const design = presetDesign(preset);
	if (!design) throw new Error(`there is no preset ${preset}`);
	return networkOfDesign({ ...design, config: { ...design.config, ...changes } });
}

import { examine, presetDesign, type Design, type Network } from '../src/lib/arch/design.ts';
import { buildSwin, type SwinConfig } from '../src/lib/arch/families/swin/build.ts';
import type { FieldValue } from '../src/lib/arch/fields.ts';
import { layersOf } from '../src/lib/arch/infer.ts';
import type { Shape } from '../src/lib/arch/net.ts';

/** The network of a design that is known to be one. */
export function networkOfDesign(design: Design): Network {
	const examined = examine(design);
	if (!examined.ok) throw new Error(examined.problems.map(({ message }) => message).join());
	return examined.network;
}

/** The network of a design on an image of another shape than its fields can say. */
export function networkOn({ family, config }: Design, input: Shape): Network {
	const net = family.id === 'swin' ? buildSwin(config as SwinConfig, input) : family.build(config);
	return { net, input, layers: layersOf(net, input) };
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

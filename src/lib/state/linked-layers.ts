import { examine, presetNames } from '../arch/design.ts';
import type { Layer } from '../arch/infer.ts';
import { readLink } from '../share/link.ts';

/** The layers of the design that a link names; none where it cannot be computed. */
export function linkedLayers(link: string): readonly Layer[] {
	const examined = examine(readLink(link, presetNames()).design);
	return examined.ok ? examined.network.layers : [];
}

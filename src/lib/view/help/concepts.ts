import type { Field } from '../../arch/fields.ts';
import type { ShownId } from '../metrics/shown-metric.ts';

/** The concept of the roadmap that explains a field, by the field's key, in any family. */
const BY_KEY: Readonly<Record<string, string>> = {
	depths: 'stage-ratio',
	kernels: 'kernel',
	kernel: 'kernel',
	bandKernel: 'kernel',
	squareKernel: 'kernel',
	expansions: 'inverted',
	bottleneck: 'inverted',
	mlpRatio: 'inverted',
	mlpRatios: 'inverted',
	stem: 'patchify',
	patch: 'patchify',
	conv: 'groups',
	cardinality: 'cardinality',
	groupWidth: 'cardinality',
	groupWidths: 'cardinality',
	norm: 'normalization',
	activation: 'activation',
	activations: 'activation',
	downsample: 'downsampling',
	se: 'gates',
	seRatio: 'gates',
	seRatios: 'gates',
	block: 'blocks',
	mixers: 'blocks'
};

/** The same by a field's role, where its key says nothing. */
const BY_ROLE: Readonly<Record<string, string>> = {
	depth: 'stage-ratio',
	kernel: 'kernel',
	expansion: 'inverted'
};

/** The name of each concept's element in the roadmap, as in its address; `null` where none explains it. */
export function conceptOf({ key, role }: Pick<Field, 'key' | 'role'>): string | null {
	const own = Object.hasOwn(BY_KEY, key) ? BY_KEY[key] : undefined;
	return own ?? (role === undefined ? null : (BY_ROLE[role] ?? null));
}

/** The concept that shows best what a metric depends on; of most, it is how blocks are shared out. */
export const conceptOfMetric = (id: ShownId): string => {
	if (id === 'params' || id === 'weights') return 'groups';
	if (id === 'field') return 'kernel';
	return id === 'activations' || id === 'peak' ? 'downsampling' : 'stage-ratio';
};
